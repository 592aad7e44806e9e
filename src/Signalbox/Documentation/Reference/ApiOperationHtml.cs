using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.Documentation.Reference;

/// <summary>Writes one operation.</summary>
internal static class ApiOperationHtml
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(HtmlText html, ApiOperation operation, ApiSchemas schemas)
    {
        html.Open("section", "operation", operation.Id);
        html.Heading(3, operation.Id + "-title", operation.Summary, operation.Id);
        html.Open("p", "endpoint").Element("b", operation.Method, $"method {operation.Method.ToLowerInvariant()}").Element("code", operation.Path).Close("p");
        html.Markdown(operation.Description);
        if (operation.IsOpen) html.Element("p", "Answers without a key.");

        var parameters = operation.Parameters.ToArray();
        if (parameters.Length > 0)
        {
            html.Element("h4", "Parameters");
            html.Rows(["Name", "In", "Type", ""], parameters.Select(p => new[]
            {
                (string?)p["name"] ?? "", (string?)p["in"] ?? "", schemas.TypeOf(p["schema"]), (string?)p["description"] ?? ((bool?)p["required"] == true ? "required" : ""),
            }));
        }
        if (operation.Body is { } body)
        {
            html.Element("h4", $"Body ({body.MediaType})");
            WriteFields(html, schemas, body.Schema);
        }
        html.Element("h4", "Example");
        html.Code(Curl(operation, schemas), "bash");
        WriteResponses(html, operation, schemas);
        html.Close("section");
    }

    private static void WriteResponses(HtmlText html, ApiOperation operation, ApiSchemas schemas)
    {
        html.Element("h4", "Answers");
        html.Rows(["Status", "", "Body"], operation.Responses.Select(r => new[]
        {
            r.Status, (string?)r.Response["description"] ?? "",
            r.Response["content"] is JsonObject { Count: > 0 } content ? schemas.TypeOf(content.First().Value?["schema"]) : "none",
        }));
        foreach (var (status, response) in operation.Responses.Where(r => r.Status.StartsWith('2')))
        {
            if (response["content"] is not JsonObject { Count: > 0 } content || !content.First().Key.Contains("json", StringComparison.Ordinal)) continue;
            html.Open("details").Element("summary", $"Fields and example of {status}");
            WriteFields(html, schemas, content.First().Value?["schema"]);
            if (schemas.Example(content.First().Value?["schema"]) is { } example) html.Code(example.ToJsonString(Indented), "json");
            html.Close("details");
        }
    }

    private static void WriteFields(HtmlText html, ApiSchemas schemas, JsonNode? schema)
    {
        var fields = schemas.Fields(schema).ToArray();
        if (fields.Length == 0) html.Element("p", schemas.TypeOf(schema));
        else html.Rows(["Field", "Type", ""], fields.Select(f => new[] { f.Name, schemas.TypeOf(f.Schema), (string?)f.Schema["description"] ?? (f.Required ? "required" : "") }));
    }

    private static string Curl(ApiOperation operation, ApiSchemas schemas)
    {
        var lines = new List<string> { $"curl {(operation.Method == "GET" ? "" : $"-X {operation.Method} ")}http://127.0.0.1:4000{operation.Path}" };
        if (!operation.IsOpen) lines.Add($"-H \"Authorization: Bearer {(operation.IsDataPlane ? "$API_KEY" : "$ADMIN_KEY")}\"");
        if (operation.Parameters.Any(p => (string?)p["name"] == "If-Match")) lines.Add("-H 'If-Match: \"3\"'");
        if (operation.Body is { } body)
        {
            lines.Add($"-H 'Content-Type: {body.MediaType}'");
            lines.Add(body.MediaType.Contains("json", StringComparison.Ordinal)
                ? $"-d '{schemas.Example(body.Schema)?.ToJsonString() ?? "{}"}'"
                : "--data-binary @signalbox.yaml");
        }
        return string.Join(" \\\n  ", lines);
    }
}
