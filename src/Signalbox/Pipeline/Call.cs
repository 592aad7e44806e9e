using System.Buffers;
using Signalbox.Core.Limits;
using Signalbox.Core.Routing.Health;
using Signalbox.Core.Routing.Policies;
using Signalbox.Core.Snapshots;
using Signalbox.Observability.Tracing;
using Signalbox.Pipeline.Dialects;
using Signalbox.Pipeline.Draining;
using Signalbox.Pipeline.Hedging;
using Signalbox.Pipeline.KeptState;
using Signalbox.Pipeline.Shadowing;
using Signalbox.Usage;
using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIEmbeddings;
using Signalbox.Wire.OpenAIResponses;

namespace Signalbox.Pipeline;

/// <summary>One call on its way through the stages of <see cref="CallPipeline"/>: what each stage found, for the next to use.</summary>
internal sealed class Call : IDisposable
{
    private byte[] _body = [];
    private int _bodyLength;
    private TranslatedRequest? _translation;
    private volatile AbandonedCall? _abandoned;

    /// <summary>What the call holds of its limits. Set by admission, given back by the ending. A field, since it is settled in place.</summary>
    public LimitReservation Reservation;

    /// <summary>The attempt under way, as health sees it. A field, since it changes in place.</summary>
    public AttemptEntry Attempt;

    public Call(HttpContext http, ApiDialect dialect, string requestId, Snapshot snapshot, long startedTicks, DateTimeOffset startedAt, string api)
    {
        Dialect = dialect;
        Http = http;
        RequestId = requestId;
        Snapshot = snapshot;
        StartedTicks = startedTicks;
        Record = new UsageRecord { RequestId = requestId, StartedAt = startedAt.ToUnixTimeMilliseconds(), Api = api };
    }

    /// <summary>The request and its response. Only the first and the last stage look at it.</summary>
    public HttpContext Http { get; }

    /// <summary>What the caller speaks.</summary>
    public ApiDialect Dialect { get; }

    /// <summary>Largest image inside the request, in bytes, should it be translated.</summary>
    public long MaxImageBytes { get; init; } = long.MaxValue;

    /// <summary>The call's id.</summary>
    public string RequestId { get; }

    /// <summary>The snapshot in force when the call arrived; it judges the call to its end.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>When it arrived, in ticks of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long StartedTicks { get; }

    /// <summary>What it leaves behind.</summary>
    public UsageRecord Record { get; private set; }

    /// <summary>The race of two attempts that it is in; null for most calls.</summary>
    public HedgeRace? Race { get; private set; }

    /// <summary>Which of the two it is.</summary>
    public int Lane { get; private set; }

    /// <summary>Canceled when its attempts are to end: the caller went away, or another attempt has won.</summary>
    public CancellationToken Ends => Race?.End(Lane) ?? Http.RequestAborted;

    /// <summary>Whether another attempt has won.</summary>
    public bool HasLost => Race?.HasLost(Lane) == true;

    /// <summary>Whether no other attempt can need the body once this one has passed on a part of the answer.</summary>
    public bool IsAlone => Race is not { } race || race.Winner == Lane;

    /// <summary>Keeps the caller's connection alive while the upstream is silent; null for calls that are no streams.</summary>
    public CallerHeartbeat? Heartbeat { get; set; }

    /// <summary>Its trace; null when no one listens.</summary>
    public CallTrace? Trace { get; set; }

    /// <summary>Who calls. Set by authentication.</summary>
    public KeyPrincipal? Principal { get; set; }

    /// <summary>What the body of a chat completion says. Set by parsing.</summary>
    public ChatRequestScan ChatScan { get; set; }

    /// <summary>What the body of a message says. Set by parsing.</summary>
    public MessagesRequestScan MessagesScan { get; set; }

    /// <summary>What the body of a response request says. Set by parsing.</summary>
    public ResponsesRequestScan ResponsesScan { get; set; }

    /// <summary>What the body of a request for embeddings says. Set by parsing.</summary>
    public EmbeddingsRequestScan EmbeddingsScan { get; set; }

    /// <summary>Writes the translated stream of a response; null when there is none.</summary>
    public ResponsesStreamWriter? ResponsesWriter { get; set; }

    /// <summary>How many events of a stream of responses were passed on: the number of the next.</summary>
    public long ResponsesEvents { get; set; }

    /// <summary>The response that the request goes on from; null when there is none. Set by recall.</summary>
    public PriorResponse? Prior { get; set; }

    /// <summary>Keeps the response to be made; null when it is not to be kept. Set by recall.</summary>
    public ResponseKeeping? Keeping { get; set; }

    /// <summary>Whether it is a candidate's answer to what a caller asked before, which nobody waits for.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Whether a candidate that takes a share of the group's calls was to serve this one.</summary>
    public bool IsCanary { get; set; }

    /// <summary>Keeps what goes to the caller, for a comparison; null for most calls.</summary>
    public AnswerCapture? Capture { get; set; }

    /// <summary>What the translation for the attempt under way left out or brought about by other means; null when nothing.</summary>
    public string? TranslationNotes { get; set; }

    /// <summary>Kinds of parts of the answer under way that have no place in the caller's dialect; null when all have one.</summary>
    public LeftOutParts? LeftOut { get; private set; }

    /// <summary>What is called. Set by authorization.</summary>
    public CallableTarget? Target { get; set; }

    /// <summary>How a policy ordered the target's members, or why it did not; null where none is to. Set before routing.</summary>
    public PolicyDecision? Policy { get; set; }

    /// <summary>How the caller's limits stood when the call was let in or refused. Set by admission.</summary>
    public LimitGlance Glance { get; set; }

    /// <summary>How long it waited for room under its limits.</summary>
    public long QueuedMicroseconds { get; set; }

    /// <summary>Its position when it began to; null when it never did.</summary>
    public int? QueuePosition { get; set; }

    /// <summary>Why this deployment: static, weighted, and so on. Set by routing.</summary>
    public string RouteReason
    {
        get => Record.RouteReason ?? "";
        set => Record.RouteReason = value;
    }

    /// <summary>Who of the deployments in order is healthy. Set by routing.</summary>
    public HealthSplit Health { get; set; }

    /// <summary>What broke an answer off that the caller had a part of already; null when nothing did.</summary>
    public AttemptFailure? BrokenOff { get; set; }

    /// <summary>Set when the caller goes away while the answer is to be read on; null before, and where such calls are canceled.</summary>
    public AbandonedCall? Abandoned
    {
        get => _abandoned;
        set => _abandoned = value;
    }

    /// <summary>When the first attempt began, in ticks; 0 before.</summary>
    public long SentTicks { get; set; }

    /// <summary>When the attempt under way began, in ticks.</summary>
    public long AttemptTicks { get; set; }

    /// <summary>When the last wait for the upstream ended, in ticks: what follows is the gateway's own time.</summary>
    public long ReceivedTicks { get; set; }

    /// <summary>Whether the record was written: it is, once, by whoever ends the call.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>The request's body; valid until the call is disposed.</summary>
    public ReadOnlyMemory<byte> Body => _body.AsMemory(0, _bodyLength);

    /// <summary>Bytes of the request's body, also after its memory was given back.</summary>
    public int BodyBytes { get; private set; }

    /// <summary>Notes a part of the answer that has no place in the caller's dialect.</summary>
    /// <param name="part">Its kind, as the provider's API names it.</param>
    public void NoteLeftOut(string part) => (LeftOut ??= new LeftOutParts()).Add(part);

    /// <summary>It enters a race.</summary>
    public void Enter(HedgeRace race, int lane) => (Race, Lane) = (race, lane);

    /// <summary>The race is over.</summary>
    public void Leave() => Race = null;

    /// <summary>The same call for a second attempt at it, which holds nothing of any limit and has no caller to write to until it takes over.</summary>
    /// <param name="attemptTicks">When that begins.</param>
    public Call Twin(long attemptTicks)
    {
        var twin = new Call(Http, Dialect, RequestId, Snapshot, StartedTicks, DateTimeOffset.UnixEpoch, Record.Api)
        {
            MaxImageBytes = MaxImageBytes, Principal = Principal, Target = Target, Policy = Policy, Glance = Glance, Health = Health, IsCanary = IsCanary,
            ChatScan = ChatScan, MessagesScan = MessagesScan, ResponsesScan = ResponsesScan, EmbeddingsScan = EmbeddingsScan,
            QueuedMicroseconds = QueuedMicroseconds, QueuePosition = QueuePosition, SentTicks = SentTicks, AttemptTicks = attemptTicks,
            Record = Record.Copy(), Trace = Trace?.Fork(),
        };
        var body = ArrayPool<byte>.Shared.Rent(_bodyLength);
        Body.CopyTo(body);
        twin.SetBody(body, _bodyLength);
        twin.BodyBytes = BodyBytes;
        return twin;
    }

    /// <summary>The twin takes the place of the call, whose attempt has ended.</summary>
    public void TakeOver(Call call)
    {
        (Reservation, call.Reservation) = (call.Reservation, default);
        call.Record = Record;
        // It has a copy of its own, and a stream may last for an hour.
        call.ReleaseBody();
    }

    /// <summary>A twin that took the call's place has ended, one way or the other: what is left to be done is the call's.</summary>
    public void TakeBack(Call twin)
    {
        // After a fault on the way to taking over the call still has it; overwritten, it would be held for good.
        if (twin.Reservation.IsHeld) (Reservation, twin.Reservation) = (twin.Reservation, default);
        (Heartbeat, twin.Heartbeat) = (twin.Heartbeat, null);
        (Trace, twin.Trace) = (twin.Trace, null);
        (IsRecorded, BrokenOff, Abandoned) = (twin.IsRecorded, twin.BrokenOff, twin.Abandoned);
        (LeftOut, TranslationNotes, ResponsesWriter, ResponsesEvents) = (twin.LeftOut, twin.TranslationNotes, twin.ResponsesWriter, twin.ResponsesEvents);
        (AttemptTicks, ReceivedTicks) = (twin.AttemptTicks, twin.ReceivedTicks);
    }

    /// <summary>Forgets what an attempt before has left behind, which would be told of the next one's answer (R76).</summary>
    public void ForgetAttempt()
    {
        TranslationNotes = null;
        LeftOut = null;
        ResponsesWriter = null;
        ResponsesEvents = 0;
        Record.TimeToFirstTokenMicroseconds = null;
        if (Keeping is null) return;
        Keeping.ForgetAttempt();
        if (!Http.Response.HasStarted) Http.Response.Headers.Remove("x-signalbox-store");
    }

    /// <summary>Takes over a buffer of the shared pool that holds the body.</summary>
    public void SetBody(byte[] pooled, int length) => (_body, _bodyLength, BodyBytes) = (pooled, length, length);

    /// <summary>The request in no dialect, read from the body when first asked for.</summary>
    public TranslatedRequest Translation => _translation ??= TranslatedRequest.Read(this);

    /// <summary>Returns the body's buffer, and ends a trace that nobody ended.</summary>
    public void Dispose()
    {
        Heartbeat?.Dispose();
        Trace?.Dispose();
        ReleaseBody();
    }

    /// <summary>Gives the body's memory back: once the caller has a part of the answer, no other attempt can need it.</summary>
    public void ReleaseBody()
    {
        _translation?.Dispose();
        _translation = null;
        Prior?.History?.Dispose();
        if (_body.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_body);
        (_body, _bodyLength) = ([], 0);
    }
}
