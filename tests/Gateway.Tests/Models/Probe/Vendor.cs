using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Models.Probe;

/// <summary>What a vendor's API answers to the calls of a connection test, as its documentation shows it. It has one model, <c>good-model</c>.</summary>
internal abstract class Vendor
{
    protected const string Model = "good-model";

    /// <summary>What it says of a wrong key.</summary>
    public abstract string WrongKey { get; }

    /// <summary>The vendor of a kind.</summary>
    public static Vendor Of(string kind) => kind switch
    {
        "anthropic" => new Anthropic(),
        "gemini" => new Google("/v1beta/models"),
        "vertex" => new Google("/v1/publishers/google/models"),
        "bedrock" => new Bedrock(),
        _ => new Azure(),
    };

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The key that is right.</param>
    public async Task AnswerAsync(HttpContext context, string key)
    {
        var (status, body) = Answer(context.Request, key, await new StreamReader(context.Request.Body).ReadToEndAsync());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    protected abstract (int Status, string Body) Answer(HttpRequest request, string key, string body);

    /// <summary>https://learn.microsoft.com/azure/ai-foundry/openai/reference</summary>
    private sealed class Azure : Vendor
    {
        public override string WrongKey => "Access denied due to invalid subscription key";

        protected override (int, string) Answer(HttpRequest request, string key, string body)
        {
            if (request.Headers["api-key"] != key)
                return (401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""");
            if (HttpMethods.IsGet(request.Method)) return (200, """{"object":"list","data":[{"id":"gpt-4o","object":"model"}]}""");
            // The deployment stands in the dated address, and else in the body.
            var isKnown = (request.Path.Value!.Contains("/deployments/", StringComparison.Ordinal) ? request.Path.Value : body).Contains(Model, StringComparison.Ordinal);
            return isKnown
                ? (200, """{"id":"c","object":"chat.completion","choices":[]}""")
                : (404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""");
        }
    }

    /// <summary>https://docs.anthropic.com/en/api/errors</summary>
    private sealed class Anthropic : Vendor
    {
        public override string WrongKey => "invalid x-api-key";

        protected override (int, string) Answer(HttpRequest request, string key, string body) =>
            request.Headers["x-api-key"] != key ? (401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""")
            : request.Headers["anthropic-version"].Count == 0 ? (400, """{"type":"error","error":{"type":"invalid_request_error","message":"anthropic-version: header is required"}}""")
            : request.Path == "/v1/models" ? (200, """{"data":[{"type":"model","id":"good-model"}],"has_more":false}""")
            : (404, """{"type":"error","error":{"type":"not_found_error","message":"model"}}""");
    }

    /// <summary>https://ai.google.dev/gemini-api/docs/troubleshooting: a wrong key is a 400.</summary>
    /// <param name="models">Where the models are; there is a list at the Gemini API only.</param>
    private sealed class Google(string models) : Vendor
    {
        public override string WrongKey => "API key not valid";

        protected override (int, string) Answer(HttpRequest request, string key, string body)
        {
            if (request.Headers["x-goog-api-key"] != key)
                return (400, """
                    {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT",
                     "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}
                    """);
            if (request.Path == models && models.StartsWith("/v1beta", StringComparison.Ordinal)) return (200, """{"models":[{"name":"models/good-model"}]}""");
            return request.Path == $"{models}/{Model}:countTokens"
                ? (200, """{"totalTokens":1}""")
                : (404, """{"error":{"code":404,"message":"Publisher Model was not found.","status":"NOT_FOUND"}}""");
        }
    }

    /// <summary>https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html; the key is the id of an access key, which a signature names.</summary>
    private sealed class Bedrock : Vendor
    {
        public override string WrongKey => "security token included in the request is invalid";

        protected override (int, string) Answer(HttpRequest request, string key, string body) =>
            !request.Headers.Authorization.ToString().Contains($"Credential={key}/", StringComparison.Ordinal) ? (403, """{"message":"The security token included in the request is invalid."}""")
            : request.Path.Value!.StartsWith($"/model/{Model}/", StringComparison.Ordinal) ? (200, """{"output":{"message":{"role":"assistant","content":[]}},"stopReason":"max_tokens"}""")
            : (400, """{"message":"The provided model identifier is invalid."}""");
    }
}
