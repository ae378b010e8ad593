namespace Assessment.QuestionBanks;

/// <summary>Every code that a diagnostic can carry. A code keeps its meaning between releases.</summary>
public static class DiagnosticCodes
{
    internal const string Alias = "alias";
    internal const string AnchorLength = "anchor-length";
    internal const string AnchorMissing = "anchor-missing";
    internal const string BarOutOfRange = "bar-out-of-range";
    internal const string BarsOrder = "bars-order";
    internal const string CapOutOfRange = "cap-out-of-range";
    internal const string Character = "character";
    internal const string ClaimPart = "claim-part";
    internal const string CoverUndecided = "cover-undecided";
    internal const string CriterionNotElicited = "criterion-not-elicited";
    internal const string CutScoresOrder = "cut-scores-order";
    internal const string Documents = "documents";
    internal const string DuplicateCompetency = "duplicate-competency";
    internal const string DuplicateId = "duplicate-id";
    internal const string DuplicateKey = "duplicate-key";
    internal const string DuplicateValue = "duplicate-value";
    internal const string DuplicateVersion = "duplicate-version";
    internal const string EmptyFile = "empty-file";
    internal const string EmptyFolder = "empty-folder";
    internal const string EmptyValue = "empty-value";
    internal const string Encoding = "encoding";
    internal const string IdFormat = "id-format";
    internal const string KeyType = "key-type";
    internal const string MinutesOutOfRange = "minutes-out-of-range";
    internal const string MissingCompetency = "missing-competency";
    internal const string MissingKey = "missing-key";
    internal const string MissingPath = "missing-path";
    internal const string NotCoverable = "not-coverable";
    internal const string OutOfRange = "out-of-range";
    internal const string RequiredWithoutWeight = "required-without-weight";
    internal const string Syntax = "syntax";
    internal const string Tag = "tag";
    internal const string TooDeep = "too-deep";
    internal const string TooFew = "too-few";
    internal const string TooLarge = "too-large";
    internal const string TooMany = "too-many";
    internal const string UnknownCompetency = "unknown-competency";
    internal const string UnknownCriterion = "unknown-criterion";
    internal const string UnknownKey = "unknown-key";
    internal const string UnknownKind = "unknown-kind";
    internal const string UnknownValue = "unknown-value";
    internal const string Unreadable = "unreadable";
    internal const string Version = "version";
    internal const string WeightOutOfRange = "weight-out-of-range";
    internal const string WeightsSum = "weights-sum";
    internal const string WrongType = "wrong-type";

    /// <summary>What each code means, in one sentence, by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Alias] = "YAML anchors and aliases are not allowed, since what is written once must be read where it stands.",
        [AnchorLength] = "An anchor has 8 to 40 words.",
        [AnchorMissing] = "A criterion has an anchor for each of the levels 1 to 5.",
        [BarOutOfRange] = "A bar is a level from 1 to 5.",
        [BarsOrder] = "A bar never falls from a level to the next more senior one.",
        [CapOutOfRange] = "The cap of a red flag is a level from 1 to 5.",
        [Character] = "A text holds a character that cannot be shown or spoken.",
        [ClaimPart] = "The part of a claim question follows from the number of its probe.",
        [CoverUndecided] = "Too many questions share criteria to find the cheapest set of them that elicits every criterion.",
        [CriterionNotElicited] = "Every criterion is elicited by at least one question.",
        [CutScoresOrder] = "The cut scores ascend from 'no' to 'strong_yes'.",
        [Documents] = "A file holds one YAML document.",
        [DuplicateCompetency] = "A competency id belongs to one bank.",
        [DuplicateId] = "An id stands once in a file.",
        [DuplicateKey] = "A key stands once in a mapping.",
        [DuplicateValue] = "A value stands once in a list.",
        [DuplicateVersion] = "An id and version name one content only.",
        [EmptyFile] = "A file holds a bank or role profiles.",
        [EmptyFolder] = "A folder holds at least one .yaml or .yml file.",
        [EmptyValue] = "A text has at least one visible character, and a list at least one item.",
        [Encoding] = "A file is UTF-8 without control characters.",
        [IdFormat] = "An id has the form that its kind of thing asks for.",
        [KeyType] = "A key is a word.",
        [MinutesOutOfRange] = "A question takes 1 to 60 minutes.",
        [MissingCompetency] = "Every role names each competency that has a learning time.",
        [MissingKey] = "A key that is needed is there.",
        [MissingPath] = "A path that was given exists.",
        [NotCoverable] = "Some set of a bank's questions elicits every criterion within 60 minutes.",
        [OutOfRange] = "A number lies in the range that its key allows.",
        [RequiredWithoutWeight] = "A required competency has a weight above 0.",
        [Syntax] = "A file is well-formed YAML.",
        [Tag] = "YAML tags are not allowed.",
        [TooDeep] = "Mappings and lists nest at most 32 deep.",
        [TooFew] = "A list has as many items as its key asks for.",
        [TooLarge] = "A file has at most 1 MiB.",
        [TooMany] = "A list has no more items than its key allows.",
        [UnknownCompetency] = "A profile names competencies that the banks have.",
        [UnknownCriterion] = "A question or red flag names criteria of its own bank.",
        [UnknownKey] = "A key is one of those that its mapping knows.",
        [UnknownKind] = "The kind of a file is 'question-bank' or 'role-profiles'.",
        [UnknownValue] = "A word is one of those that its key knows.",
        [Unreadable] = "A file can be read.",
        [Version] = "A version has the form major.minor.patch.",
        [WeightOutOfRange] = "A weight is a whole number in its range.",
        [WeightsSum] = "The weights of a role sum to 100.",
        [WrongType] = "A value has the type that its key asks for.",
    };
}
