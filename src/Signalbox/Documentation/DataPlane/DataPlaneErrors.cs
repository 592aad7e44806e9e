namespace Signalbox.Documentation.DataPlane;

/// <summary>The statuses a caller can get besides success, with their codes; docs/build/errors.md says more.</summary>
internal static class DataPlaneErrors
{
    /// <summary>Of every endpoint.</summary>
    public static readonly IReadOnlyList<(string Status, string Codes)> OfAll =
    [
        ("401", "`invalid_api_key`: the key is missing, unknown, expired or revoked. One text for all."),
        ("404", "`model_not_found`, `response-not-found`, `previous_response_not_found`, `unknown-url`."),
        ("500", "`internal-error`: a fault of the gateway; its log knows the request id."),
    ];

    /// <summary>Of those that call a model, besides.</summary>
    public static readonly IReadOnlyList<(string Status, string Codes)> OfCalls =
    [
        ("400", "`invalid-request`, with the field in `param`; `no-eligible-target` names what each deployment lacks; `previous_response_not_found`."),
        ("403", "`model-not-allowed`: no provider was called; the message names the rule."),
        ("413", "`request-too-large`."),
        ("415", "`invalid-request`: the body is compressed."),
        ("429", "The provider's own, passed on with its `Retry-After`."),
        ("4XX", "The provider's own refusal, with its status, without its credentials and hosts."),
        ("502", "`upstream-error`: the provider could not be reached or answered with something invalid."),
        ("503", "`no-healthy-upstream`, `journal-unavailable`, `gateway-stopping`, `database-unavailable`."),
        ("504", "`upstream-timeout`."),
    ];
}
