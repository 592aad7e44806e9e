namespace Gateway.Tests.Observability;

/// <summary>
/// What a test looks at in a received span. Field numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
/// </summary>
internal sealed record OtlpSpan(string Service, string TraceId, string SpanId, string ParentId, string Name, int Status, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(byte[] body) =>
        from resource in new ProtobufMessage(body).Messages(1)
        let service = Read(resource.Messages(1).Single().Messages(1))["service.name"]
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(service, Hex(span.Bytes(1)), Hex(span.Bytes(2)), Hex(span.Bytes(4)), span.Text(5), Code(span.Messages(15)), Read(span.Messages(9)));

    /// <summary>Status.code(3): 0 unset, 1 ok, 2 error. A status that is unset may be left out.</summary>
    private static int Code(IEnumerable<ProtobufMessage> status) => (int)(status.SingleOrDefault()?.Number(3) ?? 0);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>KeyValue: key(1), value(2) with string_value(1) or int_value(3).</summary>
    private static Dictionary<string, string> Read(IEnumerable<ProtobufMessage> attributes) => attributes.ToDictionary(
        a => a.Text(1),
        a => a.Messages(2).Single() is var value && value.Bytes(1).Length > 0 ? value.Text(1) : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
