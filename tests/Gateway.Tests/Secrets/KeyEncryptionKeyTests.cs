using System.Security.Cryptography;
using Signalbox.Secrets;
using Testing.Files;

namespace Gateway.Tests.Secrets;

public sealed class KeyEncryptionKeyTests
{
    private static readonly KeyEncryptionKey Key = KeyEncryptionKey.FromMasterKey("master-key-one-0123456789");

    [Fact]
    public void What_is_wrapped_comes_back_and_no_two_wrappings_are_alike()
    {
        var (one, two) = (Key.Wrap("name", [1, 2, 3]), Key.Wrap("name", [1, 2, 3]));

        one.ShouldNotBe(two);
        Key.Unwrap("name", one).ShouldBe([1, 2, 3]);
        KeyEncryptionKey.FromMasterKey("master-key-one-0123456789").Unwrap("name", two).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void An_empty_secret_can_be_wrapped() => Key.Unwrap("name", Key.Wrap("name", [])).ShouldBeEmpty();

    [Fact]
    public void Another_key_another_name_or_any_changed_byte_is_refused()
    {
        var wrapped = Key.Wrap("name", [1, 2, 3]);

        Should.Throw<CryptographicException>(() => KeyEncryptionKey.FromMasterKey("master-key-two-0123456789").Unwrap("name", wrapped));
        Should.Throw<CryptographicException>(() => Key.Unwrap("eman", wrapped));
        var bytes = Convert.FromBase64String(wrapped);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Should.Throw<CryptographicException>(() => Key.Unwrap("name", Convert.ToBase64String(bytes)), $"byte {i}");
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Starts_that_make_the_key_file_at_once_read_the_same_key()
    {
        const int Starts = 8;
        for (var round = 0; round < 20; round++)
        {
            using var data = new TempDirectory();
            using var together = new Barrier(Starts);

            var keys = new KeyEncryptionKey[Starts];
            var starts = Enumerable.Range(0, Starts).Select(i => new Thread(() =>
            {
                together.SignalAndWait();
                keys[i] = KeyEncryptionKey.FromDirectory(data.Path);
            })).ToList();
            starts.ForEach(start => start.Start());
            starts.ForEach(start => start.Join());

            var wrapped = keys[0].Wrap("name", [7]);
            keys.ShouldAllBe(key => key.Unwrap("name", wrapped).Single() == 7);
            Directory.EnumerateFiles(data["secrets"]).Select(Path.GetFileName).ShouldBe(["kek"]);
        }
    }

    [Fact]
    public void A_damaged_key_file_is_named()
    {
        using var data = new TempDirectory();
        KeyEncryptionKey.FromDirectory(data.Path);
        File.WriteAllBytes(data["secrets/kek"], [1, 2, 3]);

        Should.Throw<InvalidDataException>(() => KeyEncryptionKey.FromDirectory(data.Path)).Message.ShouldContain("Restore it from a backup");
    }
}
