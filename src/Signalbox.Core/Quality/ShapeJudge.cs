using Signalbox.Core.Assets;
using Signalbox.Core.Routing;

namespace Signalbox.Core.Quality;

/// <summary>Holds what a contract asks of a group's members against what they can do. What is not known of a deployment is not known to hold.</summary>
internal static class ShapeJudge
{
    public static IEnumerable<MeasuredBound> Judge(QualityTerms terms, IReadOnlyList<ServingMember> members)
    {
        foreach (var api in terms.Apis)
            yield return Judge("api_shapes", CapabilityNames.Write(api), members, member => Eligibility.HasApi(member.Kind, member.Capabilities, api) ? Known(member) : QualityStanding.Red);
        if (terms.NeedsTools) yield return Judge("tools", "tools", members, member => Has(member, ModelCapabilities.Tools));
        foreach (var modality in terms.Modalities)
            yield return Judge("modalities", CapabilityNames.Write(modality), members, member => Has(member, modality));
    }

    private static QualityStanding Has(ServingMember member, ModelCapabilities capability) =>
        member.Capabilities == 0 || (member.Capabilities & capability) != 0 ? Known(member) : QualityStanding.Red;

    private static QualityStanding Known(ServingMember member) => member.Capabilities == 0 ? QualityStanding.Unknown : QualityStanding.Green;

    private static MeasuredBound Judge(string field, string subject, IReadOnlyList<ServingMember> members, Func<ServingMember, QualityStanding> judge)
    {
        if (members.Count == 0) return new(field, QualityStanding.Red) { Subject = subject, Missing = "nothing serves the group" };
        var worst = members.Max(judge);
        string[] named = [.. members.Where(member => judge(member) == worst).Select(member => member.Name)];
        return new(field, worst)
        {
            Subject = subject,
            Missing = worst switch
            {
                QualityStanding.Red => $"{string.Join(", ", named)} cannot serve it",
                QualityStanding.Unknown => $"the capabilities of {string.Join(", ", named)} are not known",
                _ => null,
            },
        };
    }
}
