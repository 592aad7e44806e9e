using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Signalbox.Secrets;

/// <summary>Keeps the Data Protection key ring among the <see cref="ServerSecrets"/>, which wrap it.</summary>
internal sealed class DataProtectionKeys(ServerSecrets secrets) : IXmlRepository
{
    private const string Prefix = "dp:";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. secrets.WithPrefix(Prefix).Select(bytes => XElement.Parse(Encoding.UTF8.GetString(bytes)))];

    public void StoreElement(XElement element, string friendlyName) =>
        secrets.SetAsync(Prefix + friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), CancellationToken.None)
            .GetAwaiter().GetResult();
}
