using System.Text;

namespace Signalbox.Wire.Conversation;

/// <summary>What a translation left out or brought about by other means: the value of <c>x-signalbox-translation</c>.</summary>
public sealed class TranslationNotes
{
    private const int MostFields = 32;
    private readonly List<string> _dropped = [];
    private readonly List<string> _emulated = [];

    /// <summary>Fields that were left out, as the caller's dialect names them.</summary>
    public IReadOnlyList<string> Dropped => _dropped;

    /// <summary>Fields that were brought about by other means.</summary>
    public IReadOnlyList<string> Emulated => _emulated;

    /// <summary>Adds a field, once.</summary>
    public void Add(FeatureTreatment treatment, string param)
    {
        var list = treatment == FeatureTreatment.Dropped ? _dropped : _emulated;
        var field = Field(param);
        if (list.Count < MostFields && !list.Contains(field))
            list.Add(field);
    }

    /// <summary>The header's value: <c>dropped=seed,logit_bias; emulated=response_format</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "dropped", _dropped);
        Append(text, "emulated", _emulated);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string verb, List<string> fields)
    {
        if (fields.Count == 0)
            return;
        if (text.Length > 0)
            text.Append("; ");
        text.Append(verb).Append('=').AppendJoin(',', fields);
    }

    /// <summary>
    /// A header carries plain ASCII only, and a hundred places of one list are one fact: their indices are left out, <c>[3]</c> as well as
    /// Anthropic's <c>.3</c>.
    /// </summary>
    private static string Field(string param)
    {
        var text = new StringBuilder(param.Length);
        var inIndex = false;
        for (var i = 0; i < param.Length; i++)
        {
            var c = param[i];
            if (c == '.' && IndexLength(param.AsSpan(i + 1)) is > 0 and var length)
            {
                i += length;
                continue;
            }

            if (c == '[')
                inIndex = true;
            if (!inIndex || c is '[' or ']')
                text.Append(c is > ' ' and < '\x7f' and not (',' or ';') ? c : '?');
            if (c == ']')
                inIndex = false;
        }

        return text.ToString();
    }

    /// <summary>Number of digits that make up a whole segment of a dotted path; 0 when the segment is a name.</summary>
    private static int IndexLength(ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExceptInRange('0', '9');
        if (length < 0)
            return rest.Length;
        return rest[length] == '.' ? length : 0;
    }
}
