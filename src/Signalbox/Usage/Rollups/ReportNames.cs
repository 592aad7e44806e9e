namespace Signalbox.Usage.Rollups;

/// <summary>Where the names of a dimension's ids stand.</summary>
internal enum ReportNames
{
    /// <summary>Nowhere: what is stored is the name.</summary>
    None,

    /// <summary>With organizations, teams, projects and users.</summary>
    Scopes,

    /// <summary>With virtual keys.</summary>
    Keys,
}
