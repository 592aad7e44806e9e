using System.Buffers.Binary;
using System.Text;

namespace Gateway.Tests.Observability;

/// <summary>Reads the fields of a protobuf message without its schema. https://protobuf.dev/programming-guides/encoding/</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, byte[] Bytes, ulong Number)> _fields = [];

    public ProtobufMessage(byte[] bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = Varint(bytes, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, [], Varint(bytes, ref at)));
                    break;
                case 1:
                    _fields.Add((field, bytes[at..(at + 8)], BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at))));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes, ref at);
                    _fields.Add((field, bytes[at..(at + length)], 0));
                    at += length;
                    break;
                case 5:
                    _fields.Add((field, bytes[at..(at + 4)], BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at))));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at {at}.");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => new ProtobufMessage(f.Bytes));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public byte[] Bytes(int field) => _fields.Where(f => f.Field == field).Select(f => f.Bytes).LastOrDefault() ?? [];

    public ulong Number(int field) => _fields.Where(f => f.Field == field).Select(f => f.Number).LastOrDefault();

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
    }
}
