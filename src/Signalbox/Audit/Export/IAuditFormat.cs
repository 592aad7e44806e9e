using System.Buffers;

namespace Signalbox.Audit.Export;

/// <summary>A form in which audit events are exported.</summary>
internal interface IAuditFormat
{
    /// <summary>As the query and the file's name call it.</summary>
    string Name { get; }

    /// <summary>The answer's content type.</summary>
    string MediaType { get; }

    /// <summary>Writes what stands before the first event.</summary>
    void WriteHead(IBufferWriter<byte> output);

    /// <summary>Writes one event.</summary>
    void Write(IBufferWriter<byte> output, AuditRow row);
}
