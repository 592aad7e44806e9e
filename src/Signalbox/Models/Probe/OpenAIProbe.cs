using System.Text.Json;
using Signalbox.Admin;

namespace Signalbox.Models.Probe;

/// <summary>
/// The steps <c>auth</c> and <c>model</c> for upstreams that speak OpenAI's or Anthropic's API: the list of models answers
/// both; where there is none, a call that asks for one token.
/// </summary>
internal sealed class OpenAIProbe(HttpMessageInvoker invoker, ProbeTarget target, TimeProvider time)
{
    private readonly ProbeCall _call = new(invoker, target);

    /// <summary>Runs both steps.</summary>
    public async Task RunAsync(ProbeRecord record, CancellationToken cancellationToken)
    {
        if (target.Credential?.AsSpan().IndexOfAnyExceptInRange('\x21', '\x7e') >= 0)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Bad(
                "The credential holds a space, line break or other character that cannot be sent; was it pasted whole?"));
            return;
        }

        var start = time.GetTimestamp();
        var list = await _call.ListModelsAsync(cancellationToken);
        var listTime = time.GetElapsedTime(start);

        if (list.Status == 200 && ModelIds(list.Body) is { } ids)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Good(AcceptedCredential), listTime);
            record.Add(ProbeStepNames.Model, FindIn(ids));
        }
        else if (list.Status is 200 or 400 or 404 or 405 or 501)
            await CallModelAsync(record, list, listTime, cancellationToken);
        else
            record.Add(ProbeStepNames.Auth, Judge(list, "GET /models"), listTime);
    }

    private string AcceptedCredential => target.Credential is null
        ? "The provider answers without a credential."
        : "The provider accepts the credential.";

    private ProbeFinding FindIn(List<string> ids)
    {
        if (target.Model is not { } model)
            return ProbeFinding.Skipped($"No model was named; the provider lists {ids.Count}.");
        if (ids.Contains(model, StringComparer.Ordinal))
            return ProbeFinding.Good($"The provider lists the model {model}.");
        var hint = Suggestion.For(model, ids) is { } near ? $" Did you mean {near}?" : "";
        return ProbeFinding.Bad($"The provider lists {ids.Count} models, but not {model}.{hint}");
    }

    private async Task CallModelAsync(
        ProbeRecord record, ProbeAnswer list, TimeSpan listTime, CancellationToken cancellationToken)
    {
        if (target.Model is not { } model)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Skipped(
                $"There is no list of models at this URL (status {list.Status}). If it is right, name a model to test with a call."), listTime);
            record.Add(ProbeStepNames.Model, ProbeFinding.Skipped("No model was named."));
            return;
        }

        var start = time.GetTimestamp();
        var chat = await _call.ChatAsync(model, cancellationToken);
        var chatTime = time.GetElapsedTime(start);
        if (chat.Status is >= 200 and < 300)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Good(AcceptedCredential), listTime);
            record.Add(ProbeStepNames.Model, ProbeFinding.Good($"The model {model} answered a call for one token."), chatTime);
        }
        else if (chat.Status is 400 or 404 or 405 or 422)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Skipped(
                "The provider did not object to the credential, but served no call either."), listTime);
            record.Add(ProbeStepNames.Model, ProbeFinding.Bad(chat.ErrorCode is "model_not_found"
                ? $"The provider does not know the model {model}."
                : $"A call to {model} was answered {chat.Status}{chat.Said}. Does the base URL include the version, such as /v1?"), chatTime);
        }
        else
            record.Add(ProbeStepNames.Auth, Judge(chat, $"POST {_call.ChatPath}"), chatTime);
    }

    private ProbeFinding Judge(ProbeAnswer answer, string call) => answer.Status switch
    {
        null => ProbeFinding.Bad($"{call} brought no answer: {answer.Failure}"),
        401 or 403 when target.Credential is null =>
            ProbeFinding.Bad($"The provider wants a credential, and none is set (status {answer.Status})."),
        401 or 403 => ProbeFinding.Bad($"The provider rejects the credential (status {answer.Status}){answer.Said}."),
        >= 300 and < 400 => ProbeFinding.Bad(
            $"{call} was redirected{answer.Said} (status {answer.Status}); redirects are not followed, so enter the final URL."),
        429 => ProbeFinding.Skipped($"The provider limits the rate just now (status 429){answer.Said}; try again later."),
        _ => ProbeFinding.Bad($"{call} was answered {answer.Status}{answer.Said}."),
    };

    /// <summary>The ids of a list of models, or null when the body is no such list.</summary>
    private static List<string>? ModelIds(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
                return null;
            return
            [
                .. data.EnumerateArray()
                    .Where(m => m.ValueKind == JsonValueKind.Object
                        && m.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                    .Select(m => m.GetProperty("id").GetString()!),
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
