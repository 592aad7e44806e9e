using Signalbox.Sockets;

namespace Gateway.Tests.Sockets;

/// <summary>Who has a loop's sockets.</summary>
public sealed class SocketLoopTests
{
    [Fact]
    public void A_thread_that_waits_keeps_its_sockets()
    {
        var loop = new SocketLoop("sockets of a test");
        loop.Start();

        loop.IsStuck().ShouldBeFalse();
        // It may have been stuck when it was looked at, and have come to its end since.
        loop.Replace();

        loop.Replacements.ShouldBe(0);
    }
}
