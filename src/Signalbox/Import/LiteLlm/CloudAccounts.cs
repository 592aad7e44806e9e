namespace Signalbox.Import.LiteLlm;

/// <summary>The parts of an account that only Azure, Google Cloud and AWS have.</summary>
internal sealed class CloudAccounts(ImportReport report, SecretReferences secrets)
{
    /// <summary>Azure OpenAI, see <see href="https://docs.litellm.ai/docs/providers/azure"/>.</summary>
    public ImportedProvider Azure(LiteLlmNode entry, Parameters parameters, ImportedProvider provider)
    {
        var version = parameters.Take("api_version");
        if (version?.Text is "v1" or "latest" or "preview")
        {
            report.Changed(version, "Signalbox calls Azure's v1 API when there is no `api_version`; left out.");
            version = null;
        }
        else if (version is null)
            report.Changed(entry, "There is no api_version, so Signalbox calls Azure's v1 API. Give the provider an `api_version` if the resource has none.");

        provider = provider with
        {
            ApiVersion = version?.Written,
            TenantId = parameters.Take("tenant_id")?.Written,
            ClientId = parameters.Take("client_id")?.Written,
        };
        return parameters.Take("client_secret") is { Text: not null } secret
            ? provider with { ApiKey = secrets.For(secret, "AZURE_APPLICATION_SECRET") }
            : provider;
    }

    /// <summary>Vertex AI, see <see href="https://docs.litellm.ai/docs/providers/vertex"/>.</summary>
    public ImportedProvider Vertex(LiteLlmNode entry, Parameters parameters, ImportedProvider provider)
    {
        var location = parameters.Take("vertex_location", "vertex_ai_location");
        var project = parameters.Take("vertex_project", "vertex_ai_project");
        if (location is null || project is null)
            report.Changed(entry, "Where the file has no vertex_project or vertex_location, LiteLLM reads `VERTEXAI_PROJECT` and `VERTEXAI_LOCATION`; written so.");
        return provider with
        {
            Project = project?.Written ?? "${VERTEXAI_PROJECT}",
            Location = location?.Written ?? "${VERTEXAI_LOCATION}",
            Hint = provider.Hint ?? (location?.Variable is null ? location?.Text : null),
            ApiKey = ServiceAccount(entry, parameters.Take("vertex_credentials", "vertex_ai_credentials")),
        };
    }

    /// <summary>Amazon Bedrock, see <see href="https://docs.litellm.ai/docs/providers/bedrock"/>.</summary>
    public ImportedProvider Bedrock(LiteLlmNode entry, Parameters parameters, ImportedProvider provider)
    {
        var region = parameters.Take("aws_region_name");
        if (region is null) report.Changed(entry, "There is no aws_region_name, so LiteLLM reads `AWS_REGION_NAME`; written so.");
        return provider with
        {
            Region = region?.Written ?? "${AWS_REGION_NAME}",
            Hint = provider.Hint ?? (region?.Variable is null ? region?.Text : null),
            RoleArn = parameters.Take("aws_role_name")?.Written,
            ApiKey = AccessKey(entry, parameters),
        };
    }

    private string? AccessKey(LiteLlmNode entry, Parameters parameters)
    {
        var id = parameters.Take("aws_access_key_id");
        var secret = parameters.Take("aws_secret_access_key");
        var session = parameters.Take("aws_session_token");
        if (id is null || secret is null)
        {
            report.Changed(entry, "There are no AWS access keys, so LiteLLM looks for credentials around it (environment, profile, role). Give the provider an `api_key` of the form ACCESS_KEY_ID:SECRET, unless it may find them the same way.");
            return null;
        }
        report.Changed(id, "AWS access keys are the provider's `api_key`, joined by colons.");
        var key = $"{secrets.For(id, "BEDROCK_ACCESS_KEY_ID")}:{secrets.For(secret, "BEDROCK_SECRET_ACCESS_KEY")}";
        return session is null ? key : $"{key}:{secrets.For(session, "BEDROCK_SESSION_TOKEN")}";
    }

    private string? ServiceAccount(LiteLlmNode entry, LiteLlmNode? credentials)
    {
        if (credentials is null)
        {
            report.Changed(entry, "There are no vertex_credentials, so LiteLLM uses the Application Default Credentials. Give the provider the service account's JSON as `api_key`, unless it may find them the same way.");
            return null;
        }
        if (credentials.Variable is { } variable)
        {
            report.Changed(credentials, $"`{variable}` must hold the service account's JSON itself; LiteLLM also takes a path there.");
            return $"${{{variable}}}";
        }
        // A service account's JSON holds its private key, in whatever coding: only what can be nothing but a path may be written.
        if (credentials.Text?.Trim() is { Length: <= 260 } path && path.EndsWith(".json", StringComparison.Ordinal) && path.AsSpan().IndexOfAny("{}$\n") < 0)
        {
            report.Changed(credentials, "The service account's file is read as the provider's `api_key`.");
            return $"${{file:{path}}}";
        }
        report.Changed(credentials.TakeAll(), "The service account stands in the file itself. It was not copied: set the variable `VERTEX_SERVICE_ACCOUNT` to its JSON, and take it out of the file.");
        return "${VERTEX_SERVICE_ACCOUNT}";
    }
}
