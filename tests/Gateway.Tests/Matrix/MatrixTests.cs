using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Matrix.Answering;
using Gateway.Tests.Matrix.Asking;
using Gateway.Tests.Matrix.Seeing;
using Testing.Net;
using Testing.Upstream;

namespace Gateway.Tests.Matrix;

/// <summary>The tests of one part of the matrix: a theory for each row, a case for each cell.</summary>
[Collection(MatrixCollection.Name)]
public abstract partial class MatrixTests(MatrixFixture fixture)
{
    private protected const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    private protected static AskedTool LookTool { get; } = new("look", "Looks out of the window.", Schema);

    private protected static AskedTool AskTool { get; } = new("ask", "Asks a neighbour.", Schema);

    private protected static TextPiece Said(Speaker who, string text) => new(who, text);

    /// <summary>Sends a request and reads both ends.</summary>
    private protected async Task<MatrixExchange> SendAsync(MatrixFeature feature, MatrixCaller caller, MatrixKind kind, bool stream, Ask ask, UpstreamBehavior? behavior = null)
    {
        var row = FeatureRows.Of(feature);
        ICallerWriter writer = caller switch { MatrixCaller.ChatCompletions => new ChatWriter(), MatrixCaller.Responses => new ResponsesWriter(), _ => new MessagesWriter() };
        fixture.Upstream.Forget();
        fixture.Upstream.Default = behavior ?? new UpstreamBehavior();
        using var response = await fixture.PostAsync(writer.Path, writer.Write(ask, MatrixFixture.Model(kind, row.Thinks), stream));
        var notes = response.Headers.TryGetValues("x-signalbox-translation", out var values) ? values.Single() : "";
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var exchange = new MatrixExchange(response.StatusCode, notes, isStream ? "" : await response.Content.ReadAsStringAsync());
        if (response.StatusCode != HttpStatusCode.OK) return exchange;
        var seen = Seen.Read(fixture.Upstream.Requests.ShouldHaveSingleItem());
        seen.Api.ShouldBe(MatrixKinds.ApiOf(kind, caller, row.Thinks));
        isStream.ShouldBe(stream);
        return exchange with { Seen = seen, Reply = isStream ? Read(caller, await response.ReadStreamAsync()) : Read(caller, JsonNode.Parse(exchange.Body)!) };
    }

    /// <summary>Sends a request and asserts what the rule of the pair says: that it arrives, or is brought about, or is left out and told, or is refused.</summary>
    private protected async Task HoldsAsync(
        MatrixFeature feature, MatrixCaller caller, MatrixKind kind, bool stream, Ask ask, Action<Seen> arrives, Action<Seen>? emulated = null, Action<Seen>? left = null)
    {
        var row = FeatureRows.Of(feature);
        var treatment = row.TreatmentOf(caller, kind);
        var field = row.Fields?[caller] ?? "";
        var exchange = await SendAsync(feature, caller, kind, stream, ask);
        if (treatment == CellTreatment.Rejected)
        {
            exchange.Status.ShouldBe(HttpStatusCode.BadRequest, exchange.Body);
            var error = JsonNode.Parse(exchange.Body)!["error"]!;
            // Anthropic's errors have no field for the parameter: it stands in the message.
            var named = caller == MatrixCaller.Messages ? ((string)error["message"]!).Split('"')[1] : (string)error["param"]!;
            Index().Replace(named, match => match.Value[0] == '[' ? "[]" : "").ShouldBe(field);
            fixture.Upstream.Requests.ShouldBeEmpty();
            return;
        }
        exchange.Status.ShouldBe(HttpStatusCode.OK, exchange.Body);
        exchange.Notes.ShouldBe(treatment switch { CellTreatment.Dropped => $"dropped={field}", CellTreatment.Emulated => $"emulated={field}", _ => "" });
        switch (treatment)
        {
            case CellTreatment.Dropped:
                left.ShouldNotBeNull("the row has a cell in which it is left out")(exchange.Seen);
                break;
            case CellTreatment.Emulated:
                emulated.ShouldNotBeNull("the row has a cell in which it is emulated")(exchange.Seen);
                break;
            default:
                arrives(exchange.Seen);
                break;
        }
    }

    private static Reply Read(MatrixCaller caller, JsonNode answer) => caller switch
    {
        MatrixCaller.ChatCompletions => ChatReply.Read(answer),
        MatrixCaller.Responses => ResponsesReply.Read(answer),
        _ => MessagesReply.Read(answer),
    };

    private static Reply Read(MatrixCaller caller, StreamRead read) => caller switch
    {
        MatrixCaller.ChatCompletions => ChatReply.Read(read),
        MatrixCaller.Responses => ResponsesReply.Read(read),
        _ => MessagesReply.Read(read),
    };

    [GeneratedRegex(@"\[\d+\]|\.\d+(?=\.|$)")]
    private static partial Regex Index();
}
