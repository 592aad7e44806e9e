using System.Net;
using Signalbox.Identity;
using Testing.Time;

namespace Gateway.Tests.Identity;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_clock);

    [Fact]
    public void The_tenth_failure_closes_sign_in_for_the_rest_of_five_minutes()
    {
        var guesser = IPAddress.Parse("192.0.2.1");
        Fail(guesser, SignInThrottle.MaxFailures - 1);
        _throttle.WaitFor(guesser).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(2));

        _throttle.Failed(guesser);

        _throttle.WaitFor(guesser).ShouldBe(TimeSpan.FromMinutes(3));
        _throttle.WaitFor(IPAddress.Parse("192.0.2.2")).ShouldBeNull("others are not held up");
        _clock.Advance(TimeSpan.FromMinutes(3));
        _throttle.WaitFor(guesser).ShouldBeNull();
    }

    [Fact]
    public void Failures_far_apart_do_not_add_up()
    {
        var forgetful = IPAddress.Parse("192.0.2.1");
        for (var i = 0; i < 5; i++)
        {
            Fail(forgetful, SignInThrottle.MaxFailures - 1);
            _clock.Advance(SignInThrottle.Window);
        }

        _throttle.WaitFor(forgetful).ShouldBeNull();
    }

    [Fact]
    public void A_success_clears_the_failures()
    {
        var person = IPAddress.Parse("192.0.2.1");
        Fail(person, SignInThrottle.MaxFailures);

        _throttle.Succeeded(person);

        _throttle.WaitFor(person).ShouldBeNull();
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Addresses_of_one_guesser_count_together(string one, string other, bool together)
    {
        Fail(IPAddress.Parse(one), SignInThrottle.MaxFailures);

        _throttle.WaitFor(IPAddress.Parse(other)).HasValue.ShouldBe(together);
    }

    [Fact]
    public void Memory_stays_bounded_under_a_flood_of_addresses()
    {
        for (uint i = 0; i < 3 * SignInThrottle.MaxAddresses; i++) _throttle.Failed(new IPAddress(i));

        _throttle.Count.ShouldBeLessThanOrEqualTo(SignInThrottle.MaxAddresses);
    }

    [Fact]
    public void A_connection_without_an_address_is_let_through()
    {
        Should.NotThrow(() => _throttle.Failed(null));
        _throttle.WaitFor(null).ShouldBeNull();
    }

    private void Fail(IPAddress address, int times)
    {
        for (var i = 0; i < times; i++) _throttle.Failed(address);
    }
}
