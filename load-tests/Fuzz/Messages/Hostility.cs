namespace Assessment.Fuzz.Messages;

/// <summary>What is wrong with a message.</summary>
[Flags]
internal enum Hostility
{
    /// <summary>Nothing: a plausible message.</summary>
    None = 0,

    /// <summary>A number at an end of its type, or beyond it.</summary>
    ExtremeNumber = 1 << 0,

    /// <summary>Not a number, infinite, or at an end of what is finite.</summary>
    StrangeDouble = 1 << 1,

    /// <summary>An enum's number that stands for nothing, or for nothing chosen.</summary>
    UnknownEnum = 1 << 2,

    /// <summary>A text without characters, or of white space.</summary>
    EmptyText = 1 << 3,

    /// <summary>Control characters.</summary>
    ControlText = 1 << 4,

    /// <summary>Characters that turn the direction of writing, or that nobody sees.</summary>
    HiddenText = 1 << 5,

    /// <summary>The replacement character.</summary>
    ReplacedText = 1 << 6,

    /// <summary>More characters than any field takes.</summary>
    LongText = 1 << 7,

    /// <summary>A megabyte of text.</summary>
    HugeText = 1 << 8,

    /// <summary>Bytes that are no UTF-8: cut sequences, surrogates, overlong forms.</summary>
    InvalidUtf8 = 1 << 9,

    /// <summary>A name that is nearly one: a segment too many, in upper case, of something else.</summary>
    NearName = 1 << 10,

    /// <summary>Words of other languages: SQL, paths, formats, YAML.</summary>
    ForeignSyntax = 1 << 11,

    /// <summary>A moment outside of the calendar.</summary>
    StrangeTime = 1 << 12,

    /// <summary>A required field that is not there.</summary>
    MissingField = 1 << 13,

    /// <summary>A field that is there twice.</summary>
    RepeatedField = 1 << 14,

    /// <summary>A list of thousands.</summary>
    LongList = 1 << 15,

    /// <summary>A field that the message hasn't.</summary>
    UnknownField = 1 << 16,

    /// <summary>A field told in another wire type.</summary>
    WrongWireType = 1 << 17,

    /// <summary>Groups in groups, far deeper than parsers go.</summary>
    DeepNesting = 1 << 18,

    /// <summary>Fields in another order.</summary>
    Shuffled = 1 << 19,

    /// <summary>The message ends in the middle.</summary>
    Truncated = 1 << 20,

    /// <summary>Some bytes are other bytes.</summary>
    FlippedBytes = 1 << 21,

    /// <summary>Nothing but random bytes.</summary>
    RandomBytes = 1 << 22,

    /// <summary>No field at all.</summary>
    EmptyMessage = 1 << 23,
}
