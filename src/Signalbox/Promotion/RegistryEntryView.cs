namespace Signalbox.Promotion;

/// <summary>An entry of a route group's registry.</summary>
/// <param name="Id">What a promotion names.</param>
/// <param name="Feature">Key of the route group.</param>
/// <param name="Model">Name of the member model.</param>
/// <param name="Provider">The provider that serves it first; null while none does.</param>
/// <param name="Status">primary, shadow or retired.</param>
/// <param name="RouteGroupId">The route group.</param>
/// <param name="Position">Its place among the members.</param>
/// <param name="Etag">The group's etag, for If-Match.</param>
internal sealed record RegistryEntryView(
    string Id, string Feature, string Model, string? Provider, string Status, string RouteGroupId, long Position, string Etag);
