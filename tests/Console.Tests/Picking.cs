using Microsoft.Playwright;

namespace Console.Tests;

/// <summary>Choices from a list that is searched by typing.</summary>
internal static class Picking
{
    /// <summary>Types into the combobox of that label, and takes the first option that holds the text.</summary>
    public static async Task PickAsync(this ILocator within, string label, string text)
    {
        var box = within.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await box.ClickAsync();
        await box.FillAsync(text);
        await within.GetByRole(AriaRole.Listbox, new() { Name = label, Exact = true }).GetByRole(AriaRole.Option).Filter(new() { HasText = text }).First.ClickAsync();
    }

    /// <summary>The same anywhere on the page.</summary>
    public static Task PickAsync(this IPage page, string label, string text) => page.Locator("body").PickAsync(label, text);
}
