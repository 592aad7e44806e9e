using Signalbox.Admin;
using Signalbox.Models.Upstreams.Credentials;

namespace Signalbox.Models.Probe;

/// <summary>The steps <c>auth</c> and <c>model</c>: the list of models answers both where there is one; else the smallest call does.</summary>
internal sealed class ApiProbe(HttpMessageInvoker invoker, ProbeTarget target, TimeProvider time)
{
    private readonly ProbeApi _api = target.Api;
    private readonly ProbeCall _call = new(invoker, target);

    /// <summary>Runs both steps.</summary>
    public async Task RunAsync(ProbeRecord record, CancellationToken cancellationToken)
    {
        if (target.Credential is HeaderCredential && target.Credential.Secrets.Any(secret => secret.AsSpan().IndexOfAnyExceptInRange('\x21', '\x7e') >= 0))
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Bad(
                "The credential holds a space, line break or other character that cannot be sent; was it pasted whole?"));
            return;
        }
        if (_api.ListPath is null)
        {
            await CallAsync(record, null, TimeSpan.Zero, cancellationToken);
            return;
        }

        var start = time.GetTimestamp();
        var list = await _call.ListModelsAsync(cancellationToken);
        var listTime = time.GetElapsedTime(start);
        if (list.Status == 200 && _api.ReadList(list.Body) is { } names)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Good(AcceptedCredential), listTime);
            if (_api.ListsCallable || target.Model is null) record.Add(ProbeStepNames.Model, FindIn(names));
            else await CallModelAsync(record, target.Model, cancellationToken);
        }
        else if (!list.RejectsKey && list.Status is 200 or 400 or 404 or 405 or 501)
            await CallAsync(record, list, listTime, cancellationToken);
        else
            record.Add(ProbeStepNames.Auth, Judge(list, $"GET {_api.ListPath}"), listTime);
    }

    private string AcceptedCredential => target.Credential is NoCredential
        ? "The provider answers without a credential."
        : "The provider accepts the credential.";

    private ProbeFinding FindIn(List<string> names)
    {
        if (target.Model is not { } model)
            return ProbeFinding.Skipped($"No model was named; the provider lists {names.Count}.");
        if (names.Contains(model, StringComparer.Ordinal))
            return ProbeFinding.Good($"The provider lists the model {model}.");
        var hint = Suggestion.For(model, names) is { } near ? $" Did you mean {near}?" : "";
        return ProbeFinding.Bad($"The provider lists {names.Count} models, but not {model}.{hint}");
    }

    /// <summary>A call tells of the credential and of the model.</summary>
    private async Task CallAsync(ProbeRecord record, ProbeAnswer? list, TimeSpan listTime, CancellationToken cancellationToken)
    {
        if ((target.Model ?? _api.NoModel) is not { } model)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Skipped(
                $"There is no list of models at this URL (status {list?.Status}). If it is right, name a model to test with a call."), listTime);
            record.Add(ProbeStepNames.Model, ProbeFinding.Skipped("No model was named."));
            return;
        }

        var start = time.GetTimestamp();
        var answer = await _call.CallAsync(model, cancellationToken);
        var callTime = time.GetElapsedTime(start);
        var wasUnderstood = answer.Status is >= 200 and < 300 || (list is null && target.Model is null && !answer.RejectsKey && answer.Status is 400 or 404);
        if (wasUnderstood)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Good(AcceptedCredential), list is null ? callTime : listTime);
            record.Add(
                ProbeStepNames.Model,
                target.Model is null ? ProbeFinding.Skipped("No model was named.") : ProbeFinding.Good($"The model {model} answered a call for one token."), callTime);
        }
        else if (!answer.RejectsKey && answer.Status is 400 or 404 or 405 or 422)
        {
            record.Add(ProbeStepNames.Auth, ProbeFinding.Skipped("The provider did not object to the credential, but served no call either."), listTime);
            record.Add(ProbeStepNames.Model, JudgeModel(answer, model), callTime);
        }
        else
            record.Add(ProbeStepNames.Auth, Judge(answer, $"POST {_api.CallPath(model)}"), callTime);
    }

    private async Task CallModelAsync(ProbeRecord record, string model, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var answer = await _call.CallAsync(model, cancellationToken);
        record.Add(
            ProbeStepNames.Model,
            answer.Status is >= 200 and < 300 ? ProbeFinding.Good($"The model {model} answered a call for one token.")
            : answer.Status is 400 or 404 or 405 or 422 ? JudgeModel(answer, model)
            : Judge(answer, $"POST {_api.CallPath(model)}"),
            time.GetElapsedTime(start));
    }

    private static ProbeFinding JudgeModel(ProbeAnswer answer, string model) => ProbeFinding.Bad(answer.RejectsModel
        ? $"The provider does not know the model {model}."
        : $"A call to {model} was answered {answer.Status}{answer.Said}. Does the base URL include the version, such as /v1?");

    private ProbeFinding Judge(ProbeAnswer answer, string call) => answer.Status switch
    {
        null => ProbeFinding.Bad($"{call} brought no answer: {answer.Failure}"),
        400 when answer.RejectsKey => ProbeFinding.Bad($"The provider rejects the credential (status 400){answer.Said}."),
        401 or 403 when target.Credential is NoCredential =>
            ProbeFinding.Bad($"The provider wants a credential, and none is set (status {answer.Status})."),
        401 or 403 => ProbeFinding.Bad($"The provider rejects the credential (status {answer.Status}){answer.Said}."),
        >= 300 and < 400 => ProbeFinding.Bad(
            $"{call} was redirected{answer.Said} (status {answer.Status}); redirects are not followed, so enter the final URL."),
        429 => ProbeFinding.Skipped($"The provider limits the rate just now (status 429){answer.Said}; try again later."),
        _ => ProbeFinding.Bad($"{call} was answered {answer.Status}{answer.Said}."),
    };
}
