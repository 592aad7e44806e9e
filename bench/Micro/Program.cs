using BenchmarkDotNet.Running;
using Signalbox.Micro;

// dotnet run -c Release --project bench/Micro -- --filter '*' --job short --inProcess
BenchmarkSwitcher.FromAssembly(typeof(JournalBenchmarks).Assembly).Run(args);
