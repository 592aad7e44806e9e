using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Signalbox.Admin;

/// <summary>Finds what the framework could not turn into an endpoint's parameter: it answers by 400 without a word.</summary>
internal static class UnreadParameter
{
    /// <summary>Says which parameter it is and what it must be.</summary>
    public static ProblemException In(HttpContext context)
    {
        var errors = new FieldErrors();
        foreach (var parameter in context.GetEndpoint()!.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var value = context.Request.RouteValues[parameter.Name] as string ?? context.Request.Query[parameter.Name].ToString();
            var type = parameter.ParameterInfo.ParameterType;
            if (value.Length > 0 && Wanted(Nullable.GetUnderlyingType(type) ?? type, value) is { } wanted) errors.Add(parameter.Name, wanted);
        }
        errors.ThrowIfAny();
        return new ProblemException(StatusCodes.Status400BadRequest, "invalid-request", "A parameter of the query has a value that is not allowed. The API is described at /docs/.");
    }

    private static string? Wanted(Type type, string value)
    {
        if (type == typeof(int) || type == typeof(long))
        {
            var isWhole = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            return !isWhole ? "must be a whole number." : type == typeof(int) && number is < int.MinValue or > int.MaxValue ? $"must be a whole number of at most {int.MaxValue:N0}." : null;
        }
        if (type == typeof(bool)) return bool.TryParse(value, out _) ? null : "must be true or false.";
        if (type == typeof(double)) return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "must be a number.";
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? null : "must be a time in ISO 8601, such as 2026-11-21T09:00:00Z.";
        return null;
    }
}
