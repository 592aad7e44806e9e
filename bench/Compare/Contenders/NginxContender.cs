using System.Diagnostics;

namespace Signalbox.Bench.Compare.Contenders;

/// <summary>nginx as a reverse proxy with kept upstream connections: what a gateway in C would cost that decides nothing.</summary>
internal static class NginxContender
{
    /// <summary>Writes its configuration into <paramref name="directory"/>.</summary>
    public static Contender Create(string directory, int upstreamPort)
    {
        var port = FreePort.Find();
        Directory.CreateDirectory(directory);
        var configuration = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(configuration, Configuration(directory, port, upstreamPort));
        return new Contender("nginx", port) { Start = new ProcessStartInfo("nginx", ["-p", directory, "-c", configuration, "-e", "stderr"]) };
    }

    // proxy_buffering off: with it on, events of a stream wait for one another. It costs nothing measurable on 1 KB answers.
    // keepalive_requests: the default of 1,000 would make the generator reconnect in the middle of a measure.
    private static string Configuration(string directory, int port, int upstreamPort) =>
        $$"""
        daemon off;
        pid {{directory}}/nginx.pid;
        worker_processes auto;
        worker_rlimit_nofile 16384;
        error_log stderr crit;
        events { worker_connections 8192; }
        http {
          access_log off;
          client_body_temp_path {{directory}}/body;
          proxy_temp_path {{directory}}/proxy;
          fastcgi_temp_path {{directory}}/fastcgi;
          uwsgi_temp_path {{directory}}/uwsgi;
          scgi_temp_path {{directory}}/scgi;
          keepalive_requests 1000000000;
          upstream bench { server 127.0.0.1:{{upstreamPort}}; keepalive 1024; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:{{port}} backlog=8192;
            location / {
              proxy_pass http://bench;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """;
}
