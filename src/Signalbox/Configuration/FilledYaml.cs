using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Signalbox.Configuration;

/// <summary>
/// Fills in the placeholders of a YAML text and leaves all else as it is, line for line, so that what the gateway finds wrong names the lines of
/// the file. A value that was filled in becomes one quoted scalar: whatever it looks like, it cannot become a number, a comment or a key.
/// </summary>
internal static class FilledYaml
{
    /// <summary>Fills in. Keys are left alone, as <see cref="YamlToJson"/> leaves them.</summary>
    /// <exception cref="ConfigurationException">The text is not YAML, or placeholders stand for nothing.</exception>
    public static string Of(string yaml, Placeholders placeholders)
    {
        var (errors, output, copied) = (new List<ConfigurationError>(), new StringBuilder(yaml.Length), 0);
        foreach (var value in Values(yaml))
        {
            var filled = placeholders.Fill(value.Value, missing => errors.Add(new((int)value.Start.Line, "", missing)));
            if (filled == value.Value) continue;
            var (start, end) = ((int)value.Start.Index, (int)value.End.Index);
            output.Append(yaml, copied, start - copied);
            Quote(filled, output);
            // A text over several lines is now on one: what follows must stay on its line.
            output.Append('\n', yaml.AsSpan(start, end - start).Count('\n'));
            copied = end;
        }
        if (errors.Count > 0) throw new ConfigurationException(errors);
        return output.Append(yaml, copied, yaml.Length - copied).ToString();
    }

    private static List<Scalar> Values(string yaml)
    {
        var (values, isKey) = (new List<Scalar>(), false);
        var scanner = new Scanner(new StringReader(yaml));
        try
        {
            while (scanner.MoveNext())
            {
                if (scanner.Current is Scalar { } scalar && !isKey) values.Add(scalar);
                isKey = scanner.Current is Key || (isKey && scanner.Current is Anchor or Tag);
            }
        }
        catch (YamlException failure)
        {
            throw new ConfigurationException([new((int)failure.Start.Line, "yaml", failure.InnerException?.Message ?? failure.Message)]);
        }
        return values;
    }

    private static void Quote(string text, StringBuilder output)
    {
        output.Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') output.Append('\\').Append(character);
            else if (char.IsControl(character) || character is '\u2028' or '\u2029' or '\ufeff') output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else output.Append(character);
        }
        output.Append('"');
    }
}
