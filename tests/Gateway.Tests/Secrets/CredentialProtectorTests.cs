using System.Security.Cryptography;
using Testing.Files;

namespace Gateway.Tests.Secrets;

public sealed class CredentialProtectorTests(TestDatabase databases)
{
    [Fact]
    public async Task A_credential_comes_back_and_what_was_changed_or_never_encrypted_does_not()
    {
        using var data = new TempDirectory();
        await using var host = await SecretsHost.StartAsync(data.Path, await databases.CreateAsync());

        var encrypted = host.Protector.Protect("sk-upstream 鍵");

        encrypted.ShouldNotContain("sk-upstream");
        host.Protector.Unprotect(encrypted).ShouldBe("sk-upstream 鍵");
        host.Protector.Protect("sk-upstream 鍵").ShouldNotBe(encrypted);
        var last = encrypted[^5] == 'A' ? 'B' : 'A';
        Should.Throw<CryptographicException>(() => host.Protector.Unprotect($"{encrypted[..^5]}{last}{encrypted[^4..]}"));
        Should.Throw<CryptographicException>(() => host.Protector.Unprotect("sk-upstream"));
        Should.Throw<CryptographicException>(() => host.Protector.Unprotect(""));
    }

    [Fact]
    public async Task Another_installation_cannot_read_it()
    {
        using var one = new TempDirectory();
        using var two = new TempDirectory();
        await using var here = await SecretsHost.StartAsync(one.Path, await databases.CreateAsync());
        await using var there = await SecretsHost.StartAsync(two.Path, await databases.CreateAsync());

        Should.Throw<CryptographicException>(() => there.Protector.Unprotect(here.Protector.Protect("sk-upstream")));
    }
}
