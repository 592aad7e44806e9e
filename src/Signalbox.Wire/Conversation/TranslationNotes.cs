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

    /// <summary>A header carries plain ASCII only, and a hundred places of one list are one fact: their indices are left out.</summary>
    private static string Field(string param)
    {
        var text = new StringBuilder(param.Length);
        var inIndex = false;
        foreach (var c in param)
        {
            if (c == '[')
                inIndex = true;
            if (!inIndex || c is '[' or ']')
                text.Append(c is > ' ' and < '\x7f' and not (',' or ';') ? c : '?');
            if (c == ']')
                inIndex = false;
        }

        return text.ToString();
    }
}
