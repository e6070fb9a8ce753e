using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>やさしい日本語。</summary>
public sealed class FamilyJapanese : FamilyLanguage
{
    private const string Call = "まず、電話をかけてみてください。\nつながらないときは、近くの方に様子を見に行ってもらってください。\n具合が悪そうなときは、迷わず119番に電話してください。";
    private const string Device = "テレビの見守り機器とネットワークの機器の電源が入っているか、確かめてください。";
    private const string Nothing = "何もしなくて大丈夫です。";
    private static readonly string[] _weekdays = ["日", "月", "火", "水", "木", "金", "土"];

    public override string Tag => "ja";

    public override string Question => "お変わりありませんか。テレビのリモコンのボタンを、どれか一つ押してください。";

    public override string SeenHeading => "確認できたこと";

    public override string SinceHeading => "いつから";

    public override string ToDoHeading => "お願いしたいこと";

    public override string ToldHeading => "ほかの方へのお知らせ";

    public override string Button => "わたしが確認します";

    public override string ButtonHint => "ボタンを押すとページが開きます。ページの中のボタンを押すと、ほかの方へのお知らせが止まります。";

    public override string Closing => "このメールは、市の見守りサービスから自動で送られています。分かるのは、テレビを使ったかどうかだけです。見た番組は記録していません。";

    public override string Person(string name) => name.EndsWith("さん", StringComparison.Ordinal) || name.EndsWith('様') ? name : name + "さん";

    public override string Greeting(string name) => name.Length == 0 ? "" : name + " 様";

    public override string Time(DateTimeOffset local) =>
        local.ToString("M月d日", CultureInfo.InvariantCulture) + $"({_weekdays[(int)local.DayOfWeek]}) " + local.ToString("H時mm分", CultureInfo.InvariantCulture);

    public override FamilyPhrase Of(FamilyLetterKind kind, FamilyWordsOf of) => kind switch
    {
        FamilyLetterKind.Alarm => new FamilyPhrase(
            $"【見守り】{of.Resident}:テレビの利用が確認できません", $"{of.Resident}のお宅で、しばらくテレビが使われていません。\n{Asked(of)}体調は分かりません。{(of.Blind ? "\n今は、テレビの様子も見えません。" : "")}", Call),
        FamilyLetterKind.Unseen => new FamilyPhrase(
            $"【見守り】{of.Resident}:テレビの様子が見えません", $"{of.Resident}のお宅のテレビの様子が、見えなくなりました。\n機器や通信が止まっていることがほとんどです。\nご本人の様子は分かりません。", $"{Device}\n気になるときは、電話をかけてみてください。"),
        FamilyLetterKind.AllClear => new FamilyPhrase($"【見守り】{of.Resident}:テレビの利用を確認しました", $"{of.Now}に、{of.Resident}のお宅でテレビが使われました。", Nothing),
        FamilyLetterKind.Unclear => new FamilyPhrase(
            $"【見守り】{of.Resident}:様子が分からないまま、お知らせを終わります", $"{of.Resident}のお宅のテレビが、しばらく見えませんでした。\n今は見えています。\nその間にテレビが使われたかどうかは分かりません。", "まだ連絡がついていないときは、電話をかけてみてください。"),
        FamilyLetterKind.SeenAgain => new FamilyPhrase($"【見守り】{of.Resident}:テレビの様子が見えるようになりました", $"{of.Resident}のお宅のテレビの様子が、また見えるようになりました。", Nothing),
        FamilyLetterKind.Daily => new FamilyPhrase($"【見守り】{of.Resident}:今日もテレビの利用がありました", $"{of.Resident}のお宅で、この1日の間にテレビが使われました。", Nothing),
        FamilyLetterKind.Closed => new FamilyPhrase($"【見守り】{of.Resident}:市の担当者が対応を終えました", $"{of.Resident}の件は、市の担当者が対応を終えました。\nこのお知らせは、これで終わりです。", "くわしいことは、市の担当者にお問い合わせください。"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no letter to a contact"),
    };

    public override string Told(IReadOnlyList<string> before, string? next, TimeSpan? wait)
    {
        string past = before.Count == 0 ? "まだ、ほかの方にはお知らせしていません。" : $"{string.Join("、", before.Select(Person))}にもお知らせしました。";
        return wait is not { } span ? past
            : span == TimeSpan.Zero ? $"{past}\n{Next(next)}にもお知らせします。"
            : $"{past}\n{Span(span)}たってもお返事がないときは、{Next(next)}にお知らせします。";
    }

    public override string Span(TimeSpan span) => span.TotalMinutes < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(span.TotalMinutes)):0}分")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(span.TotalHours):0}時間");

    public override FamilyPageWords Page { get; } = new()
    {
        Title = "見守りのお知らせ",
        NoViewing = "{name}のお宅で、{time}からテレビが使われていません。",
        NotVisible = "今は、テレビの様子が見えません。",
        Action = "わたしが確認します",
        ActionHint = "押すと、ほかの方へのお知らせが止まります。そのあと、電話などで様子を確かめてください。",
        Thanks = "ありがとうございます。ほかの方へのお知らせを止めました。電話などで様子を確かめてください。",
        TakenBySomebody = "ほかの方が確認すると答えています。",
        Over = "{time}に、テレビの利用を確認しました。このお知らせは終わりました。",
        OfficeStopped = "市の担当者が、このお知らせを止めました。",
        OfficeClosed = "この件は、市の担当者が対応を終えました。このお知らせは終わりました。",
        OverUnclear = "このお知らせは終わりました。様子が分かったわけではありません。",
        Away = "{time}まで、留守として登録しました。その間はお知らせしません。",
        AwayHeading = "留守のとき",
        AwayHint = "旅行や入院などで留守のときは、いつまでかを選んで登録してください。その間はお知らせしません。",
        AwayLabel = "いつまで留守ですか",
        AwayButton = "留守を登録する",
        Gone = "このページは使えなくなりました。古いお知らせのページか、アドレスが正しくないようです。新しいお知らせのメールがあれば、そちらを開いてください。",
        TryAgain = "今はつながりにくくなっています。少し待って、もう一度開いてください。",
        Days = days => days switch { 1 => "あしたの朝9時まで", _ => string.Create(CultureInfo.InvariantCulture, $"{days}日後の朝9時まで") },
    };

    private static string Asked(FamilyWordsOf of) => of switch
    {
        { Shown: true } => "テレビの画面で声をかけました。画面に出ましたが、返事はまだありません。\n",
        { Asked: true } => "テレビの画面で声をかけました。見えたかどうかは分かりません。\n",
        _ => "",
    };

    private string Next(string? name) => name is null ? "市の担当者" : Person(name);
}
