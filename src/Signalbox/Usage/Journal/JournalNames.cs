namespace Signalbox.Usage.Journal;

/// <summary>
/// The texts that calls of one caller to one deployment have in common: whose they are, what was asked for and who answered. They stand in an entry of their own,
/// to which the entries of such calls refer, so that these take a fifth of the room and of the work.
/// </summary>
internal sealed class JournalNames
{
    /// <summary>Names of more bytes stand with each call.</summary>
    public const int MostBytes = 2048;

    /// <summary>Bytes after which the entry is said again in the same segment: a fault of the disk that takes it takes the calls that refer to it, which must not be many.</summary>
    private const int MostDistance = 256 * 1024;

    private readonly UsageRecord _sample;
    private long _segment;
    private int _offset;

    /// <summary>The names of a call.</summary>
    /// <param name="sample">The call.</param>
    /// <param name="id">Tells them apart from all others of this process.</param>
    public JournalNames(UsageRecord sample, long id)
    {
        (_sample, Id) = (sample.Copy(), id);
        Span<byte> buffer = stackalloc byte[JournalFrame.MaxBytes];
        Frame = buffer[..JournalFrame.WriteNames(buffer, sample, id)].ToArray();
    }

    /// <summary>What entries refer to them by.</summary>
    public long Id { get; }

    /// <summary>Their own entry.</summary>
    public byte[] Frame { get; }

    /// <summary>Whether a call has these names. Nearly all are the very objects of the call before, so that this compares references.</summary>
    public bool AreOf(UsageRecord record) =>
        record.KeyId == _sample.KeyId && record.Deployment == _sample.Deployment && record.Model == _sample.Model && record.Client == _sample.Client && record.Api == _sample.Api
        && record.TargetKind == _sample.TargetKind && record.RouteReason == _sample.RouteReason && record.Provider == _sample.Provider && record.UpstreamModel == _sample.UpstreamModel
        && record.OrganizationId == _sample.OrganizationId && record.TeamId == _sample.TeamId && record.ProjectId == _sample.ProjectId && record.UserId == _sample.UserId
        && record.Organization == _sample.Organization && record.Team == _sample.Team && record.Project == _sample.Project && record.User == _sample.User
        && record.KeyName == _sample.KeyName && record.KeyPrefix == _sample.KeyPrefix && record.Environment == _sample.Environment;

    /// <summary>Whether their entry must be said (again) before one that refers to it. Only the holder of the journal's lock may ask.</summary>
    public bool AreFar(JournalSegment segment) => _segment != segment.Number || segment.Written - _offset > MostDistance;

    /// <summary>Notes that their entry was just appended. Only the holder of the journal's lock may.</summary>
    public void SaidIn(JournalSegment segment) => (_segment, _offset) = (segment.Number, segment.Written);
}
