using System.Text.RegularExpressions;

namespace Signalbox.Core.Promotion;

/// <summary>
/// Takes out of a text what is most likely to name a person or open a door: addresses of mail, numbers of cards, accounts and telephones, and
/// keys. It errs towards taking out too much. What it cannot know stays, so texts are kept only where an operator asked for them.
/// </summary>
public static partial class TextRedaction
{
    /// <summary>The text without them; nothing but a note when it could not be judged in time.</summary>
    public static string Apply(string text)
    {
        try
        {
            text = Key().Replace(text, "[key]");
            text = Mail().Replace(text, "[email]");
            return Number().Replace(text, "[number]");
        }
        catch (RegexMatchTimeoutException)
        {
            return "[not kept]";
        }
    }

    [GeneratedRegex(@"(?:Bearer\s+\S{8,}|(?:sk|sb|pk|ghp|gho|xox[abp]|AKIA|AIza|eyJ)[-_A-Za-z0-9.]{12,})", RegexOptions.None, 200)]
    private static partial Regex Key();

    [GeneratedRegex(@"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+", RegexOptions.None, 200)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\+?\d(?:[ \-()./]{0,2}\d){6,24}", RegexOptions.None, 200)]
    private static partial Regex Number();
}
