using Signalbox.Wire;
using Signalbox.Wire.AnthropicMessages;
using Signalbox.Wire.Conversation;
using Signalbox.Wire.OpenAIChat;
using Signalbox.Wire.OpenAIResponses;
using Wire.Tests.AnthropicMessages;

namespace Wire.Tests.Conversation;

/// <summary>An image inside a request has a bound, which each dialect names where the image stands.</summary>
public sealed class ImageSizeLimitTests
{
    private static readonly string Image = Convert.ToBase64String(new byte[1025]);

    [Fact]
    public void The_bytes_that_base64_stands_for_are_counted()
    {
        for (var length = 0; length < 9; length++)
            MediaSource.Inline("image/png", Convert.ToBase64String(new byte[length])).DataBytes.ShouldBe(length);
        MediaSource.AtUrl("https://e.test/a.png").DataBytes.ShouldBe(0);
    }

    [Fact]
    public void Each_dialect_refuses_an_image_over_the_bound_and_takes_one_at_it()
    {
        (string Param, Func<long, RequestDefect?> Read)[] dialects =
        [
            ("messages[0].content[0].image_url.url", most => ChatConversationReader.Read(
                Messages.Json($$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Image}}}"}}]}]}"""), Request(most))),
            ("input[0].content[0].image_url", most => ResponsesConversationReader.Read(
                Messages.Json($$$"""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,{{{Image}}}"}]}]}"""), Request(most))),
            ("messages.0.content.0.source.data", most => MessagesConversationReader.Read(
                Messages.Json($$$"""{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Image}}}"}}]}]}"""), Request(most))),
        ];

        foreach (var (param, read) in dialects)
        {
            read(1025).ShouldBeNull(param);
            var defect = read(1024).ShouldNotBeNull();
            defect.Param.ShouldBe(param);
            defect.Message.ShouldContain("1,025 bytes, over the limit of 1,024");
        }
    }

    private static ConversationRequest Request(long most) => new() { MaxImageBytes = most };
}
