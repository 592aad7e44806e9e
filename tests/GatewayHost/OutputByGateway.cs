using System.Text;

namespace GatewayHost;

/// <summary>Standard output, where each line goes to the gateway on whose behalf it is written.</summary>
internal sealed class OutputByGateway(Replies replies) : TextWriter
{
    private readonly Dictionary<int, StringBuilder> _unfinished = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (HostedGateway.Current is not { } gateway) return;
        if (!_unfinished.TryGetValue(gateway, out var line)) _unfinished[gateway] = line = new StringBuilder();
        if (value != '\n')
        {
            line.Append(value);
            return;
        }
        replies.Wrote(gateway, line.ToString());
        _unfinished.Remove(gateway);
    }
}
