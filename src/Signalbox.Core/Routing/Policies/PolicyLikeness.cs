namespace Signalbox.Core.Routing.Policies;

/// <summary>What calls must have in common for one answer of a policy to serve them all: what they are, roughly how long, whose, and who could serve them. Not how the members stand.</summary>
/// <param name="Group">The route group.</param>
/// <param name="Api">The API called.</param>
/// <param name="Stream">Whether a stream is wanted.</param>
/// <param name="Needs">What a member must be capable of, as bits.</param>
/// <param name="InputDoublings">How often the input tokens can be halved.</param>
/// <param name="OutputDoublings">How often the output cap can be.</param>
/// <param name="KeyId">The key.</param>
/// <param name="UserId">The user; null for none.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project; null for none.</param>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Environment">The environment; null for none.</param>
/// <param name="Members">Half of a SHA-256 of the names of the members that can serve them.</param>
/// <param name="Granted">The same of the metadata, prompt and session that the policy sees; 0 where it sees none.</param>
public readonly record struct PolicyLikeness(
    string Group, string Api, bool Stream, int Needs, int InputDoublings, int OutputDoublings, string? KeyId, string? UserId, string? TeamId, string? ProjectId, string? OrganizationId,
    string? Environment, UInt128 Members, UInt128 Granted);
