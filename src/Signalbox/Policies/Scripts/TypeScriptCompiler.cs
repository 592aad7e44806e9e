using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Admin;

namespace Signalbox.Policies.Scripts;

/// <summary>
/// Checks the types of scripts with the TypeScript compiler, when they are saved, and takes the types out. The compiler runs in an isolate of V8 that ends
/// with the check; on machines that V8 is not there for, in the interpreter that runs the scripts, which takes a quarter of a minute. What an operator
/// wrote is data to it. One check runs at a time.
/// </summary>
internal sealed partial class TypeScriptCompiler(ILogger<TypeScriptCompiler> logger) : IDisposable
{
    private const int MostErrorsTold = 10;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Checks and compiles.</summary>
    public async Task<ScriptCompilation> CompileAsync(string source, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Compile(source), cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The compiled form of a script that is to be saved; null for none.</summary>
    /// <exception cref="ProblemException">400 with what is wrong, line and column.</exception>
    public async Task<string?> RequireAsync(ScriptDraft? script, CancellationToken cancellation)
    {
        if (script is null) return null;
        var made = await CompileAsync(script.Source!, cancellation);
        if (made.Code is not null) return made.Code;
        var errors = new FieldErrors();
        foreach (var error in made.Errors.Take(MostErrorsTold)) errors.Add("script.source", error.ToString());
        throw ProblemException.Invalid(errors);
    }

    public void Dispose() => _one.Dispose();

    private ScriptCompilation Compile(string source)
    {
        string answer;
        try
        {
            answer = CompilerInV8.Check(source);
        }
        catch (Exception failure) when (failure is TypeLoadException or DllNotFoundException or TypeInitializationException)
        {
            Log.WithoutV8(logger, failure.GetType().Name);
            answer = CompilerInJint.Check(source);
        }
        catch (CheckStoppedException stopped)
        {
            return new(null, [new(1, 1, 1, null, stopped.Message)]);
        }
        return JsonSerializer.Deserialize(answer, CompilationJson.Default.ScriptCompilation)!;
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(ScriptCompilation))]
    internal sealed partial class CompilationJson : JsonSerializerContext;

    private static partial class Log
    {
        [LoggerMessage(742, LogLevel.Warning, "V8 is not there for this machine ({Failure}): the script is checked in the interpreter, which takes a while")]
        public static partial void WithoutV8(ILogger logger, string failure);
    }
}
