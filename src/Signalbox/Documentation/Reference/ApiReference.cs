using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Signalbox.Documentation.Site;

namespace Signalbox.Documentation.Reference;

/// <summary>The page that shows the OpenAPI document to people: operations by tag, with parameters, bodies, errors and a call to copy.</summary>
internal sealed class ApiReference([FromKeyedServices(ApiDescription.DocumentName)] IOpenApiDocumentProvider documents)
{
    private DocPage? _page;

    /// <summary>The page, rendered on first use: the document does not change while the gateway runs.</summary>
    public async Task<DocPage> PageAsync(CancellationToken cancellation) => _page ??= Render(await ReadAsync(cancellation));

    private async Task<JsonNode> ReadAsync(CancellationToken cancellation)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellation);
        return JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation))!;
    }

    private static DocPage Render(JsonNode document)
    {
        var schemas = new ApiSchemas(document["components"]?["schemas"]?.AsObject() ?? []);
        var operations = ApiOperation.ReadAll(document).GroupBy(operation => operation.Tag, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var html = new HtmlText();
        html.Element("h1", "API reference");
        html.Markdown((string?)document["info"]?["description"]);
        var headings = new List<DocHeading>();
        foreach (var tag in operations)
        {
            var id = HtmlText.Id(tag.Key);
            headings.Add(new DocHeading(2, id, tag.Key));
            html.Heading(2, id, tag.Key);
            foreach (var operation in tag) ApiOperationHtml.Write(html, operation, schemas);
        }
        return new DocPage(DocLibrary.ApiPath, "API reference", html.ToString(), headings);
    }
}
