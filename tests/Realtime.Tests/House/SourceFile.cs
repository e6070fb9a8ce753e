using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Realtime.Tests.House;

/// <summary>One C# file of the repository as its syntax tree: comments and strings cannot be mistaken for code.</summary>
internal sealed record SourceFile(string Path, SyntaxNode Tree)
{
    /// <summary>All of them, parsed once.</summary>
    public static readonly IReadOnlyList<SourceFile> All = [.. Repository.WithEnding(".cs").AsParallel().AsOrdered().Select(Parse)];

    public static IEnumerable<SourceFile> Under(string folder) =>
        All.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Lines of the file.</summary>
    public int Lines => Tree.GetText().Lines.Count;

    /// <summary>File name without folder and ending; the part before a dot in <c>Thing.Part.cs</c>.</summary>
    public string Stem => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>Names of the types that stand in the file, nested ones left out.</summary>
    public IReadOnlyList<string> TypeNames =>
    [
        .. Tree.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                DelegateDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            })
            .OfType<string>(),
    ];

    /// <summary>Methods, constructors, accessors and local functions, each with the line it starts at and its length in lines.</summary>
    public IEnumerable<(int Line, int Length, string Name)> Methods() =>
        Tree.DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax)
            .Select(node => (LineOf(node.Span.Start), LineOf(node.Span.End) - LineOf(node.Span.Start) + 1, NameOf(node)));

    /// <summary>Lines at which <c>Type.Member</c> stands in code, for example <c>DateTime.UtcNow</c>.</summary>
    public IEnumerable<int> Uses(string type, string member) =>
        Tree.DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Name.Identifier.ValueText == member && LastName(access.Expression) == type)
            .Select(access => LineOf(access.Span.Start));

    /// <summary>Lines at which a name stands in code.</summary>
    public IEnumerable<int> Names(string name) =>
        Tree.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            .Select(token => LineOf(token.Span.Start));

    private static SourceFile Parse(string path) =>
        new(path, CSharpSyntaxTree.ParseText(SourceText.From(Repository.Text(path))).GetRoot());

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => node.Kind().ToString(),
    };

    private int LineOf(int position) => Tree.SyntaxTree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;
}
