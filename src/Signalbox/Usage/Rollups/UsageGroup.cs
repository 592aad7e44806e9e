using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Reports;

namespace Signalbox.Usage.Rollups;

/// <summary>What calls have in common of all that a report can ask for; an empty text stands for none.</summary>
internal sealed class UsageGroup
{
    /// <summary>The id of calls that are in no sum.</summary>
    public const long NoGroup = 0;

    private readonly UsageRecord _first;

    /// <summary>The group of a call.</summary>
    public UsageGroup(UsageRecord record)
    {
        _first = record;
        // A name that is no target may be anything a caller thinks of: those are counted as none, or each would take a row.
        Target = record.TargetKind is null ? "" : UsageColumns.Storable(record.Model) ?? "";
        Cache = CacheUse.Of(record);
        Client = ClientFamily.Of(record.Client);
        Faulty = CallFaults.IsFaulty(record);
        var content = string.Join('\0',
            OrganizationId, TeamId, ProjectId, Environment, KeyId, UserId, Target, TargetKind, Provider, Deployment, ((long)Status).ToString(CultureInfo.InvariantCulture), Cache, Client, Api,
            Demo ? "1" : "");
        // Only then, so that groups of before stay what they are.
        Id = IdOf(Faulty ? content + "\0faulty" : content);
    }

    /// <summary>The same on every instance, since it follows from the rest; positive.</summary>
    public long Id { get; }

    public string OrganizationId => _first.OrganizationId ?? "";
    public string TeamId => _first.TeamId ?? "";
    public string ProjectId => _first.ProjectId ?? "";
    public string Environment => _first.Environment ?? "";
    public string KeyId => _first.KeyId ?? "";
    public string UserId => _first.UserId ?? "";

    /// <summary>The model or route group asked for; empty where the name is none.</summary>
    public string Target { get; }

    public string TargetKind => _first.TargetKind ?? "";
    public string Provider => _first.Provider ?? "";
    public string Deployment => _first.Deployment ?? "";
    public CallStatus Status => _first.Status;
    public string Cache { get; }
    public string Client { get; }
    public string Api => _first.Api;
    public bool Demo => _first.Demo;

    /// <summary>Of errors, whether they were no fault of the caller.</summary>
    public bool Faulty { get; }

    /// <summary>Whether a committed transaction has written it.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether a call belongs here. Nearly all texts are the very objects of the call before, so that this compares references.</summary>
    public bool Holds(UsageRecord record) =>
        record.Status == _first.Status && record.KeyId == _first.KeyId && record.Model == _first.Model && record.Deployment == _first.Deployment && record.Client == _first.Client
        && record.Api == _first.Api && record.TargetKind == _first.TargetKind && record.Provider == _first.Provider && record.UserId == _first.UserId
        && record.OrganizationId == _first.OrganizationId && record.TeamId == _first.TeamId && record.ProjectId == _first.ProjectId && record.Environment == _first.Environment
        && record.Demo == _first.Demo && CallFaults.IsFaulty(record) == Faulty && ReferenceEquals(CacheUse.Of(record), Cache);

    private static long IdOf(string content) =>
        Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(content))) & long.MaxValue);
}
