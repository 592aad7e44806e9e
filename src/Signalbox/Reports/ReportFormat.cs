using System.Globalization;
using Microsoft.Net.Http.Headers;
using Signalbox.Admin;

namespace Signalbox.Reports;

/// <summary>Answers with a report in the form that was asked for.</summary>
internal static class ReportFormat
{
    private static readonly string[] Formats = ["json", "csv", "markdown"];

    /// <summary>Notes a format that there is not.</summary>
    public static void Check(FieldErrors errors, string? format) =>
        errors.Require(string.IsNullOrEmpty(format) || Formats.Contains(format), "format", $"must be one of {string.Join(", ", Formats)}.");

    /// <summary>The answer; files get a name and a content type of their own, and JSON is the view.</summary>
    public static IResult Answer<T>(HttpContext context, string? format, string name, ReportHead head, T view, Func<ReportTable> table, Func<string> document)
    {
        switch (format)
        {
            case "csv":
                Name(context, name, head, "csv");
                return TypedResults.Text(table().ToCsv(), CsvText.MediaType);
            case "markdown":
                Name(context, name, head, "md");
                return TypedResults.Text(document(), ReportDocument.MediaType);
            default:
                return TypedResults.Ok(view);
        }
    }

    private static void Name(HttpContext context, string name, ReportHead head, string extension) =>
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"{name}-{head.From.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture)}-{head.To.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture)}.{extension}",
        }.ToString();
}
