using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Models.Credentials;

/// <summary>What AWS's security token service says to <c>AssumeRole</c> (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).</summary>
internal static class RoleAnswers
{
    /// <summary>Keys.</summary>
    public static Task WriteKeysAsync(HttpContext context, string id, string secret, string session, DateTimeOffset expires) => WriteAsync(context, 200, $"""
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <AssumedRoleUser><AssumedRoleId>AROAFAKE:signalbox</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/signalbox/signalbox</Arn></AssumedRoleUser>
            <Credentials>
              <AccessKeyId>{id}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey><SessionToken>{session}</SessionToken>
              <Expiration>{expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</Expiration>
            </Credentials>
          </AssumeRoleResult>
          <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
        </AssumeRoleResponse>
        """);

    /// <summary>A refusal.</summary>
    public static Task WriteRefusalAsync(HttpContext context, string message) => WriteAsync(context, 403, $"""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>AccessDenied</Code><Message>{message}</Message></Error>
          <RequestId>1</RequestId>
        </ErrorResponse>
        """);

    private static Task WriteAsync(HttpContext context, int status, string xml)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(xml);
    }
}
