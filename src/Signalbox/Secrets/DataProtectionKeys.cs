using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Signalbox.Secrets;

/// <summary>
/// Keeps the Data Protection key ring among the <see cref="ServerSecrets"/>. Those wrap every value under the key encryption key, so the
/// ring's XML needs no encryption of its own.
/// </summary>
internal sealed class DataProtectionKeys(ServerSecrets secrets) : IXmlRepository
{
    private const string Prefix = "dp:";
    private const string First = Prefix + "first";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. secrets.WithPrefix(Prefix).Select(bytes => XElement.Parse(Encoding.UTF8.GetString(bytes)))];

    /// <summary>
    /// Adds a key. The first has a fixed name: of instances that start at once on an empty database each makes one, the first to store
    /// its own wins, and the others read the winner's back. So none encrypts under a key that the others do not know.
    /// </summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        var name = secrets.WithPrefix(Prefix).Count == 0 ? First : Prefix + friendlyName;
        secrets.GetOrCreateAsync(name, () => Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), CancellationToken.None)
            .GetAwaiter().GetResult();
    }
}
