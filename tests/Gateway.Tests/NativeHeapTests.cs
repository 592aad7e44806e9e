using System.Runtime.InteropServices;
using Signalbox;

namespace Gateway.Tests;

/// <summary>Memory outside of .NET's heap.</summary>
public sealed class NativeHeapTests
{
    private const int Pieces = 128 * 1024, PieceBytes = 1024;

    [Fact]
    public void What_is_free_between_pieces_in_use_is_given_back()
    {
        var kept = new List<nint>();
        var freed = new List<nint>();
        for (var i = 0; i < Pieces; i++)
        {
            var piece = Marshal.AllocHGlobal(PieceBytes);
            Marshal.WriteByte(piece, 1);
            // One in sixty-four stays, so that no end of the heap is free.
            (i % 64 == 63 ? kept : freed).Add(piece);
        }
        foreach (var piece in freed) Marshal.FreeHGlobal(piece);
        try
        {
            var before = ResidentBytes();
            Assert.SkipUnless(NativeHeap.Trim(), "This C library has nothing to trim.");

            // Other tests run beside this one: half of it is more than they take at a time.
            (before - ResidentBytes()).ShouldBeGreaterThan(Pieces * PieceBytes / 2);
        }
        finally
        {
            foreach (var piece in kept) Marshal.FreeHGlobal(piece);
        }
    }

    private static long ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
