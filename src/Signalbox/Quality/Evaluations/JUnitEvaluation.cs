using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Signalbox.Admin;

namespace Signalbox.Quality.Evaluations;

/// <summary>
/// Reads an evaluation from JUnit's XML: each test case is a task, which passed unless it failed, had an error or was skipped (skipped ones are left
/// out). The properties model, reward and cost_usd of a case, or of a suite above it, say the rest.
/// </summary>
internal static class JUnitEvaluation
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0, MaxCharactersInDocument = 64 * 1024 * 1024 };

    /// <summary>Reads.</summary>
    /// <exception cref="ProblemException">400 when it is no XML of this kind.</exception>
    public static void Read(Stream body, ReadEvaluation into, EvaluationErrors errors)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(body, Settings);
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException failure)
        {
            throw ProblemException.Invalid("body", $"is not valid XML, or has a document type, which is not taken (line {failure.LineNumber}, column {failure.LinePosition}).");
        }
        if (document.Root?.Name.LocalName is not ("testsuites" or "testsuite")) throw ProblemException.Invalid("body", $"must have testsuites or testsuite at its root, not '{document.Root?.Name.LocalName}'.");
        foreach (var test in document.Descendants().Where(element => element.Name.LocalName == "testcase")) Read(test, into, errors);
    }

    private static void Read(XElement test, ReadEvaluation into, EvaluationErrors errors)
    {
        if (Child(test, "skipped") is not null) return;
        var (line, index) = (((IXmlLineInfo)test).LineNumber, into.Results.Count);
        var name = (string?)test.Attribute("name");
        if (string.IsNullOrWhiteSpace(name)) errors.Add(line, index, "name", "is required: the test case's name.");
        var task = (string?)test.Attribute("classname") is { Length: > 0 } type ? $"{type}.{name}" : name ?? "";
        if (task.Length > 300) errors.Add(line, index, "name", "must be at most 300 characters with the class.");
        var model = Property(test, "model") ?? into.Model;
        if (model is not { Length: > 0 and <= 128 }) errors.Add(line, index, "model", "is required: a property 'model' of the case or its suite, or ?model= for all; at most 128 characters.");
        var failure = Child(test, "failure") ?? Child(test, "error");
        var reward = Number(test, "reward", Property(test, "reward"), -1000, 1000, line, index, errors);
        var seconds = Number(test, "time", ((string?)test.Attribute("time"))?.Replace(",", "", StringComparison.Ordinal), 0, 1e6, line, index, errors);
        var cost = Number(test, "cost_usd", Property(test, "cost_usd"), 0, 1e6, line, index, errors);
        into.Results.Add((line, new()
        {
            Position = index,
            Task = task,
            Model = model ?? "",
            ScoreMillionths = reward is { } score ? (long)Math.Round(score * 1e6) : null,
            Passed = failure is null ? 1 : 0,
            CostMicros = cost is { } usd ? (long)Math.Round(usd * 1e6) : null,
            LatencyUs = seconds is { } time ? (long)Math.Round(time * 1e6) : null,
            Error = failure is null ? null : Cut((string?)failure.Attribute("message") ?? failure.Value.Trim()),
        }));
    }

    private static double? Number(XElement test, string field, string? text, double least, double most, int line, int index, EvaluationErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        errors.Add(((IXmlLineInfo)test).HasLineInfo() ? line : 1, index, field, string.Create(CultureInfo.InvariantCulture, $"must be a number between {least} and {most}."));
        return null;
    }

    private static string? Property(XElement test, string name) => test.AncestorsAndSelf().Select(element => Child(element, "properties"))
        .OfType<XElement>().SelectMany(properties => properties.Elements())
        .FirstOrDefault(property => (string?)property.Attribute("name") == name) is { } found ? (string?)found.Attribute("value") ?? found.Value : null;

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Cut(string text) => text.Length > 500 ? text[..500] : text;
}
