namespace Signalbox.Egress;

/// <summary>One reason why a URL or an address may not be called.</summary>
/// <param name="Code">One of <see cref="EgressReasons"/>.</param>
/// <param name="Message">What is wrong and what would mend it; holds no credential, so it may be shown.</param>
internal sealed record EgressProblem(string Code, string Message);
