using System.Text.Json.Serialization;

namespace Signalbox.Admin;

/// <summary>An RFC 9457 problem with our own members.</summary>
/// <param name="Type">A URI that names the kind of problem.</param>
/// <param name="Title">The same for every problem of this kind.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened here and what to do.</param>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="RequestId">The id in <c>x-request-id</c>.</param>
/// <param name="Errors">Messages per field of the request body.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, string RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);
