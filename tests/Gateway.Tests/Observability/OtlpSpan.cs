namespace Gateway.Tests.Observability;

/// <summary>
/// What a test looks at in a received span. Field numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
/// </summary>
internal sealed record OtlpSpan(string Service, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(byte[] body) =>
        from resource in new ProtobufMessage(body).Messages(1)
        let service = Read(resource.Messages(1).Single().Messages(1))["service.name"]
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(service, Hex(span.Bytes(1)), Hex(span.Bytes(2)), Hex(span.Bytes(4)), span.Text(5), Read(span.Messages(9)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>KeyValue: key(1), value(2) with string_value(1) or int_value(3).</summary>
    private static Dictionary<string, string> Read(IEnumerable<ProtobufMessage> attributes) => attributes.ToDictionary(
        a => a.Text(1),
        a => a.Messages(2).Single() is var value && value.Bytes(1).Length > 0 ? value.Text(1) : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
