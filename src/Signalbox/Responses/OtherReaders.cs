namespace Signalbox.Responses;

/// <summary>Whether other instances can be asked for what is kept here. The cluster tells; until it has, they are taken to exist where they can.</summary>
/// <param name="canExist">Whether the database is one that several instances use.</param>
internal sealed class OtherReaders(bool canExist)
{
    private volatile bool _exist = canExist;

    /// <summary>What holds now.</summary>
    public bool Exist
    {
        get => _exist;
        set => _exist = value;
    }
}
