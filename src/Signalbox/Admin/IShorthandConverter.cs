using System.Text.Json.Serialization.Metadata;

namespace Signalbox.Admin;

/// <summary>Reads what may be written short (a plain string) or long (an object), and says what the long form may hold, so that a misspelled field is named.</summary>
internal interface IShorthandConverter
{
    /// <summary>The long form.</summary>
    JsonTypeInfo LongForm { get; }
}
