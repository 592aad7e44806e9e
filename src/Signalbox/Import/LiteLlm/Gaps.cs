namespace Signalbox.Import.LiteLlm;

/// <summary>
/// What LiteLLM's settings (<see href="https://docs.litellm.ai/docs/proxy/config_settings"/>) have no equivalent for, and what to do instead. The first
/// that fits counts; the last fits everything, so that an unknown field is never dropped in silence.
/// </summary>
internal static class Gaps
{
    private const string Parameters = "model_list[].litellm_params.";
    private const string Info = "model_list[].model_info.";
    private const string NotYet = "This version does not have it.";

    private static readonly Gap[] Table =
    [
        // Models: limits.
        new($"{Parameters}rpm", "A deployment has no limit of its own in Signalbox.", "Rely on the provider's own limit: a 429 goes on to the next deployment."),
        new($"{Parameters}tpm", "A deployment has no limit of its own in Signalbox.", "Rely on the provider's own limit: a 429 goes on to the next deployment."),
        new($"{Parameters}max_parallel_requests", "A deployment has no limit of its own in Signalbox.", "Rely on the provider's own limit."),
        new($"{Parameters}max_budget", "A deployment has no budget in Signalbox.", "Watch its cost in the console's overview."),
        new($"{Parameters}budget_duration", "A deployment has no budget in Signalbox.", "Watch its cost in the console's overview."),
        new($"{Parameters}cooldown_time", "A deployment is not taken out of service for a set time after failures.", "Nothing: each call tries the others when one fails."),

        // Models: the request.
        new($"{Parameters}drop_params", "Signalbox passes a request of the provider's own dialect as it is, and when it translates leaves out what the provider has no word for.", "Nothing, unless a client sends what the provider refuses: change the client then."),
        new($"{Parameters}additional_drop_params", "Signalbox leaves out nothing that the provider's dialect has a word for.", "Stop sending these parameters from the clients."),
        new($"{Parameters}mock_*", "Signalbox has no canned answers but those of its demo provider.", "Use a provider of kind `demo` to try things out."),
        new($"{Parameters}tags", "Signalbox does not route by tags.", "Make a model for each tag, and grant it to those who are to use it."),
        new($"{Parameters}input_cost_per_*", "Signalbox prices tokens only.", "Give the deployment a `price` per million tokens."),
        new($"{Parameters}output_cost_per_*", "Signalbox prices tokens only.", "Give the deployment a `price` per million tokens."),
        new($"{Parameters}cache_*", "Signalbox has one price for reading and one for writing the provider's cache.", "Nothing, unless such calls are common: adjust the deployment's `price` then."),

        // Models: credentials.
        new($"{Parameters}azure_ad_token", "A token expires; Signalbox takes an API key, or an application's `tenant_id`, `client_id` and secret.", "Give the provider one of the two."),
        new($"{Parameters}azure_*", "Signalbox takes an API key, or an application's `tenant_id`, `client_id` and secret.", "Give the provider one of the two."),
        new($"{Parameters}aws_*", "Of AWS's ways to sign in the import writes access keys only.", "Give the provider the credential it is to use; see the documentation of its kind."),
        new($"{Parameters}api_key", "The import writes AWS access keys for Bedrock and a service account for Vertex AI, not an API key.", "Give the provider such a credential."),
        new($"{Parameters}api_version", "Only Azure OpenAI has versions of its API in Signalbox.", "Nothing."),
        new($"{Parameters}organization", "Only OpenAI has organizations.", "Add a header to the provider if the server needs it."),
        new($"{Parameters}configurable_clientside_auth_params", "A caller never chooses the address or the credential of an upstream in Signalbox.", "Make a provider for each, and grant its models."),
        new($"{Parameters}*", "LiteLLM adds it to each request or keeps it to itself; Signalbox sends what the caller sent.", "If it is a parameter of the request, set it in the clients."),

        // Models: what is known of them.
        new($"{Info}id", "Signalbox gives deployments ids of its own.", "Nothing, unless something refers to this one."),
        new($"{Info}access_groups", "Access is granted by name in Signalbox.", "Grant the model to the organizations, teams and keys that are to use it."),
        new($"{Info}team_*", "Access is granted by name in Signalbox.", "Grant the model to that team alone."),
        new($"{Info}supported_environments", "Access is granted by name in Signalbox.", "Grant the model to the projects of those environments."),
        new($"{Info}health_check_*", "Signalbox tests a provider when asked to.", "Use *Test connection* in the console."),
        new($"{Info}*", "Signalbox does not keep it.", "Nothing, unless you rely on it: put it in the model's `description`."),
        new("model_list[].*", "Signalbox does not know it.", "Nothing, unless you rely on it."),

        // Routing.
        new("*_settings.context_window_fallbacks", "A route group goes on to its next member when one fails, but knows no failures of a kind of their own.", "If the longer model may also serve other failures, add it to the route group."),
        new("*_settings.content_policy_fallbacks", "A route group goes on to its next member when one fails, but knows no failures of a kind of their own.", "If that model may also serve other failures, add it to the route group."),
        new("router_settings.redis_*", "Routing keeps no state in Redis here; Redis only tells several instances of changes.", "Set `SIGNALBOX_REDIS` if you run several instances."),
        new("router_settings.enable_pre_call_checks", "Signalbox does not count a request's tokens before it sends it.", "Nothing."),
        new("router_settings.allowed_fails*", "A deployment is not taken out of service after failures.", "Nothing: each call tries the others when one fails."),
        new("router_settings.*cooldown*", "A deployment is not taken out of service after failures.", "Nothing: each call tries the others when one fails."),
        new("router_settings.retry_policy", "Signalbox repeats what can succeed when repeated, and has one number for it.", "Set `retries` of the providers."),
        new("router_settings.retry_after", "Signalbox chooses the pause before a repeat itself, and heeds the provider's Retry-After.", "Nothing."),
        new("router_settings.*", "Signalbox's routing has no such setting.", "Nothing, unless you rely on it."),

        // The module.
        new("litellm_settings.cache*", NotYet, "Nothing: calls go to the provider."),
        new("litellm_settings.*callback*", "Signalbox sends traces and metrics by OpenTelemetry, serves Prometheus at `/metrics`, and keeps usage and cost itself; prompts and answers are not logged.", "Set `OTEL_EXPORTER_OTLP_ENDPOINT`, or let Prometheus scrape `/metrics`."),
        new("litellm_settings.json_logs", "It is a setting of the environment in Signalbox.", "Set `SIGNALBOX_LOG_FORMAT=json`."),
        new("litellm_settings.set_verbose", "It is a setting of the environment in Signalbox.", "Set `SIGNALBOX_LOG_LEVEL=debug` if you need it."),
        new("litellm_settings.drop_params", "Signalbox passes a request of the provider's own dialect as it is, and when it translates leaves out what the provider has no word for.", "Nothing, unless a client sends what the provider refuses: change the client then."),
        new("litellm_settings.modify_params", "Signalbox changes a request only where it translates it.", "Nothing."),
        new("litellm_settings.*budget*", NotYet, "Watch the cost in the console's overview."),
        new("litellm_settings.default_team_settings", "Signalbox sends telemetry to one place, with the team in it.", "Tell teams apart in your telemetry's store."),
        new("litellm_settings.model_alias_map", "It maps to LiteLLM's names of models.", "Add a model for each."),
        new("litellm_settings.*", "It is a setting of LiteLLM's own library.", "Nothing, unless you rely on it."),

        // The server.
        new("general_settings.master_key", "The admin key comes from the environment and is not copied.", "Set `SIGNALBOX_MASTER_KEY` to a new one, 16 to 512 printable ASCII characters."),
        new("general_settings.database_*", "Signalbox keeps its own tables, in SQLite unless told otherwise.", "For PostgreSQL, set `SIGNALBOX_DATABASE` to an empty database of its own."),
        new("general_settings.store_model_in_db", "Models that LiteLLM keeps in its database are not in the file.", "Add them to the output, or through the API."),
        new("general_settings.alert*", "Signalbox sends no alerts itself.", "Alert on its metrics at `/metrics`."),
        new("general_settings.pass_through_endpoints", "Signalbox forwards only calls that it can judge and meter.", "Keep calling these where you do now."),
        new("general_settings.*auth*", "Callers present keys, and people the admin key, in this version.", "Issue keys to the callers."),
        new("general_settings.*key_management*", "Credentials come from the environment or from files.", "Let your secret manager mount them, and refer to them with `${file:PATH}`."),
        new("general_settings.*parallel_requests", NotYet, "Rely on the providers' limits."),
        new("general_settings.*health_check*", "Signalbox tests a provider when asked to.", "Use *Test connection* in the console."),
        new("general_settings.*", "Signalbox's server has no such setting.", "Nothing, unless you rely on it."),

        // The rest.
        new("environment_variables*", "Signalbox does not set its own environment, and values are not copied.", "Set the variables that the output refers to where Signalbox runs."),
        new("credential_list[]*", "Nothing in the output uses it.", "Nothing."),
        new("guardrails*", NotYet, "Keep the checks in front of Signalbox, or in the clients."),
        new("mcp_*", NotYet, "Let the clients reach these servers as they do now."),
        new("*", "The import does not know it.", "Look it up in LiteLLM's documentation; nothing of it is in the output."),
    ];

    /// <summary>The gap a field falls into.</summary>
    public static Gap For(string subject) => Array.Find(Table, gap => Fits(gap.Subject, subject))!;

    /// <summary>Whether a path is what a pattern says, in which each star stands for anything.</summary>
    private static bool Fits(string pattern, string path)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return path == pattern;
        if (!path.StartsWith(parts[0], StringComparison.Ordinal) || !path.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..])
        {
            var next = path.IndexOf(part, at, StringComparison.Ordinal);
            if (next < 0) return false;
            at = next + part.Length;
        }
        return true;
    }
}
