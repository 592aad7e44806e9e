namespace Signalbox.Storage;

/// <summary>One numbered step of the schema. Steps only add; a step that was applied anywhere is never edited.</summary>
/// <param name="Number">From the file's name, from 1 without gaps.</param>
/// <param name="Name">From the file's name.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Number, string Name, string Sql);
