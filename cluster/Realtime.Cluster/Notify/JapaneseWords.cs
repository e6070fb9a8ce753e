using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Notify;

/// <summary>
/// Japanese, in plain words: one thought per sentence, no codes, and no claim that anybody is ill.
/// Levels are 「相当」: only the municipality issues evacuation information.
/// </summary>
public sealed class JapaneseWords : INoticeLanguage
{
    private const string CallFirst = "まず電話などで、ご本人のご様子をお確かめください。連絡がつかないときは、お近くの方に訪ねてもらってください。";
    private const string CheckDevice = "テレビの電源プラグや通信機器が抜けていないかをお確かめください。";
    private const string Nothing = "していただくことはありません。";

    private static readonly Dictionary<(string Rule, Moment Moment), Phrase> _operators = new()
    {
        [(Rules.Stage, Moment.Begin)] = new("【警戒レベル{level}相当】{name}:水位が基準に達しました", "{name}の水位が、警戒レベル{level}相当の基準に達しました。", "現地の状況と上流の水位を確かめ、避難情報の発令が必要かを判断してください。"),
        [(Rules.Stage, Moment.Blind)] = new("【確認不能】{name}:水位が届いていません", "{name}の水位が届かなくなりました。最後に分かっている水位は警戒レベル{level}相当です。下がったとは限りません。", "近くの観測所やカメラで水位を確かめ、観測所の通信を点検してください。"),
        [(Rules.Stage, Moment.End)] = new("【解消】{name}:水位が基準を下回りました", "{name}の水位が、すべての基準を下回りました。", Nothing),
        [(Rules.Stage, Moment.Unsure)] = new("【未確認・警戒レベル{level}相当】{name}:高い水位が1回届きました", "{name}で、警戒レベル{level}相当の基準に達する水位が1回届きました。まだ確認できていません。観測所の異常かもしれません。", "現地、カメラ、近くの観測所の水位を確かめてください。次の観測で、確認または取り消しとなります。"),
        [(Rules.Stage, Moment.Nothing)] = new("【未確認の取り消し】{name}:高い水位は確認されませんでした", "{name}で届いた警戒レベル{level}相当の水位は、次の観測で確認されませんでした。", "水位についてしていただくことはありません。繰り返すときは観測所を点検してください。"),
        [(Rules.GaugeFault, Moment.Begin)] = new("【観測所の異常】{name}:古い水位のままです", "{name}の水位が、古い観測のまま更新されていません。今の水位は分かりません。", "観測所と通信を点検してください。その間は別の方法で水位を確かめてください。"),
        [(Rules.GaugeFault, Moment.End)] = new("【復旧】{name}:新しい水位が届きました", "{name}の新しい水位が届きました。", Nothing),
        [(Rules.Drift, Moment.Begin)] = new("【観測所の異常】{name}:近くの水位計とずれてきています", "{name}の水位が、同じ水面の近くの水位計から少しずつずれてきています。", "水位計の点検と校正をしてください。その間は近くの水位計も合わせて見てください。"),
        [(Rules.Drift, Moment.End)] = new("【復旧】{name}:近くの水位計と一致しています", "{name}の水位が、近くの水位計と再び一致しています。", Nothing),
        [(Rules.HeavyRain, Moment.Begin)] = new("【大雨】{name}:非常に強い雨が降っています", "{name}で、非常に強い雨が降っています。", "低い土地、小さな川、斜面の様子と、気象庁の情報を確かめてください。"),
        [(Rules.HeavyRain, Moment.End)] = new("【大雨・解消】{name}:雨が弱まりました", "{name}の雨が弱まりました。川や斜面は、この後に悪くなることがあります。", "川と斜面の様子を引き続き確かめてください。"),
        [(Rules.Silence, Moment.Begin)] = new("【データ途絶】{name}:データが届いていません", "{name}から、決められた時間を超えてデータが届いていません。", "機器と通信を点検してください。その間は別の方法で状況を確かめてください。"),
        [(Rules.Silence, Moment.End)] = new("【復旧】{name}:データが届きました", "{name}から、データが再び届いています。", Nothing),
        [(Rules.Anomaly, Moment.Begin)] = new("【異常値】{name}:これまでにない値です", "{name}の値が、これまでの値と大きく異なっています。", "現地と機器の様子を確かめ、対応が必要かを判断してください。"),
        [(Rules.Anomaly, Moment.Blind)] = new("【確認不能】{name}:データが届いていません", "{name}のデータが届かなくなりました。最後の値はふだんと異なっていました。元に戻ったとは限りません。", "機器と通信を点検し、現地の様子を確かめてください。"),
        [(Rules.Anomaly, Moment.End)] = new("【解消】{name}:ふだんの値に戻りました", "{name}の値が、ふだんの範囲に戻りました。", Nothing),
        [(Rules.LostContact, Moment.Begin)] = new("【通信途絶】{name}:通信が途絶えました", "{name}との通信が途絶えました。", "止められる場合は停止させ、位置を確かめてください。"),
        [(Rules.LostContact, Moment.End)] = new("【復旧】{name}:通信が戻りました", "{name}との通信が戻りました。", Nothing),
        [(Rules.Corridor, Moment.Begin)] = new("【経路逸脱】{name}:経路を外れました", "{name}が、決められた経路の幅から外れました。", "位置を確かめ、戻すか停止させてください。"),
        [(Rules.Corridor, Moment.End)] = new("【解消】{name}:経路に戻りました", "{name}が、経路に戻りました。", Nothing),
        [(Rules.Geofence, Moment.Begin)] = new("【区域】{name}:区域の境を越えました", "{name}が、入ってはならない区域に入ったか、出てはならない区域を出ました。", "位置を確かめ、戻すか停止させてください。"),
        [(Rules.Geofence, Moment.End)] = new("【区域・解消】{name}:区域の内外が正しくなりました", "{name}が、いてよい場所に戻りました。", Nothing),
        [(Rules.BatteryLow, Moment.Begin)] = new("【電池】{name}:電池の残りが少なくなっています", "{name}の電池の残りが少なくなっています。", "戻すか充電してください。"),
        [(Rules.BatteryLow, Moment.End)] = new("【電池・解消】{name}", "{name}の電池が充電されました。", Nothing),
        [(Rules.Altitude, Moment.Begin)] = new("【高度】{name}:許された高さを超えています", "{name}が、許された高さを超えて飛んでいます。", "高度を下げてください。"),
        [(Rules.Altitude, Moment.End)] = new("【高度・解消】{name}", "{name}が、許された高さより下に戻りました。", Nothing),
        [(Rules.NoViewing, Moment.Begin)] = new("【見守り】{name}:テレビの視聴が確認できていません", "{name}で、登録された時間を超えてテレビの視聴が確認できていません。", "ご家族への連絡がついているかを確かめてください。"),
        [(Rules.NoViewing, Moment.Blind)] = new("【見守り・確認不能】{name}:テレビの様子が分かりません", "{name}のテレビの様子が分からなくなりました。", "機器と通信を点検してください。"),
        [(Rules.NoViewing, Moment.End)] = new("【見守り】{name}:視聴が確認できました", "{name}で、テレビの視聴が確認できました。", Nothing),
        [(Rules.DeviceSilent, Moment.Begin)] = new("【見守り・確認不能】{name}:テレビの様子が分かりません", "{name}のテレビの機器からデータが届いていません。ご本人のご様子を示すものではありません。", "機器と通信を点検してください。"),
        [(Rules.DeviceSilent, Moment.End)] = new("【見守り・復旧】{name}:データが届きました", "{name}のテレビの機器から、データが再び届いています。", Nothing),
        [(Rules.ShelterNearlyFull, Moment.Begin)] = new("【避難所】{name}:満員に近づいています", "{name}の避難者が、定員に近づいています。", "ほかの避難所への案内を準備してください。"),
        [(Rules.ShelterNearlyFull, Moment.End)] = new("【避難所・解消】{name}:混雑が和らぎました", "{name}の避難者が、定員に対して余裕のある数に戻りました。", Nothing),
        [(Rules.ShelterOverCapacity, Moment.Begin)] = new("【避難所】{name}:定員を超えています", "{name}の避難者が、定員を超えています。", "すぐに、ほかの避難所へ案内してください。"),
        [(Rules.ShelterOverCapacity, Moment.End)] = new("【避難所・解消】{name}:定員の範囲に戻りました", "{name}の避難者が、定員の範囲に戻りました。", Nothing),
        [(Rules.ShelterHazard, Moment.Begin)] = new("【避難所】{name}:今の災害に適していません", "開設中の{name}は、今起きている災害に適していません。", "避難者を移すかどうかをすぐに判断し、新しく案内しないでください。"),
        [(Rules.ShelterHazard, Moment.End)] = new("【避難所・解消】{name}", "{name}が閉鎖されたか、適していない災害が終わりました。", Nothing),
        [(Rules.ShelterSupplies, Moment.Begin)] = new("【避難所】{name}:物資が足りなくなります", "{name}の物資が、まもなく足りなくなります。", "物資を送ってください。足りないものは詳細にあります。"),
        [(Rules.ShelterSupplies, Moment.End)] = new("【避難所・解消】{name}:物資が足りる量に戻りました", "{name}の物資が足りる量に戻ったか、閉鎖されました。", Nothing),
        [(Rules.ShelterPower, Moment.Begin)] = new("【避難所】{name}:停電しています", "開設中の{name}が停電しています。", "電源の手配と、医療機器を使う方への対応を確かめてください。"),
        [(Rules.ShelterPower, Moment.End)] = new("【避難所・復旧】{name}:電気が戻りました", "{name}の電気が戻りました。", Nothing),
        [(Rules.CrowdFlow, Moment.Begin)] = new("【混雑】{name}:通行者が上限を超えています", "{name}の通行者が、決められた上限に達しました。", "上流側で流入を抑え、出口を空けてください。"),
        [(Rules.CrowdFlow, Moment.End)] = new("【混雑・解消】{name}", "{name}の通行者が、上限を下回りました。", Nothing),
        [(Rules.CrowdDensity, Moment.Begin)] = new("【混雑】{name}:人が密集しています", "{name}で、人の密度が上限に達しました。", "先頭ではなく、まず上流側の流入を止めてください。出口を空けてください。"),
        [(Rules.CrowdDensity, Moment.End)] = new("【混雑・解消】{name}:密集が和らぎました", "{name}の人の密度が、上限を下回りました。", Nothing),
        [(Rules.CrowdUnusual, Moment.Begin)] = new("【混雑】{name}:いつもより大幅に多い人出です", "{name}の人出が、この曜日と時刻のいつもの数を大きく超えています。", "理由と、人員や交通の手配が必要かどうかを確かめてください。"),
        [(Rules.CrowdUnusual, Moment.End)] = new("【混雑・解消】{name}:いつもの人出に戻りました", "{name}の人出が、いつもの範囲に戻りました。", Nothing),
        [(Rules.CounterBlind, Moment.Begin)] = new("【計測器の異常】{name}:人数を計測できていません", "人がいるはずの{name}で、計測器が誰も数えていません。無人とは限りません。", "計測器と通信を点検してください。その間は別の方法で様子を確かめてください。"),
        [(Rules.CounterBlind, Moment.End)] = new("【復旧】{name}:人数の計測が再開しました", "{name}の計測器が、再び人数を数えています。", Nothing),
        [(Rules.ChannelStalled, Moment.Begin)] = new("【受信停止】{name}:データの受信が止まっています", "{name}からの受信が止まっています。ここから届くはずのものは、今は判断できません。", "送信元と通信を点検してください。"),
        [(Rules.ChannelStalled, Moment.End)] = new("【受信再開】{name}:データの受信が戻りました", "{name}からの受信が戻りました。", Nothing),
    };

    private static readonly Dictionary<(string Rule, Moment Moment), Phrase> _families = new()
    {
        [(Rules.Anomaly, Moment.Begin)] = new("【見守り】{name}:ふだんと違う値です", "{name}の値が、これまでの値と大きく異なっています。診断ではありません。", CallFirst),
        [(Rules.Anomaly, Moment.End)] = new("【見守り】{name}:ふだんの値に戻りました", "{name}の値が、ふだんの範囲に戻りました。", Nothing),
        [(Rules.NoViewing, Moment.Begin)] = new("【見守り】{name}:テレビの視聴が確認できていません", "{name}で、ご登録の時間を超えてテレビの視聴が確認できていません。テレビのご利用だけを見たお知らせです。", CallFirst),
        [(Rules.NoViewing, Moment.Blind)] = new("【見守り】{name}:テレビの様子が分からなくなっています", "{name}のテレビの様子が分からなくなりました。機器や通信の都合のことが多く、ご本人のご様子を示すものではありません。", CallFirst + CheckDevice),
        [(Rules.NoViewing, Moment.End)] = new("【見守り】{name}:テレビの視聴が確認できました", "{name}で、テレビの視聴が確認できました。", Nothing),
        [(Rules.DeviceSilent, Moment.Begin)] = new("【見守り】{name}:テレビの様子が分からなくなっています", "{name}のテレビの機器からデータが届いていません。ご本人のご様子を示すものではありません。", CheckDevice),
        [(Rules.DeviceSilent, Moment.End)] = new("【見守り】{name}:見守りが再開しました", "{name}のテレビの機器から、データが再び届いています。", Nothing),
    };

    public string Tag => "ja";

    public string SeenHeading => "確認できたこと";

    public string SinceHeading => "いつから";

    public string ToDoHeading => "していただきたいこと";

    public string ToldHeading => "ほかにお知らせした人";

    public string DetailHeading => "詳しい内容";

    public string PageHeading => "画面";

    public string ListHeading => "お知らせの一覧";

    public string BudgetHeading => "この1時間のメール";

    public string GroupTitle(string area, int count, int level) =>
        $"{(level >= 2 ? $"【最大で警戒レベル{level}相当】" : "【お知らせ】")}{(area.Length > 0 ? area : "複数の地域")}:{count}件";

    public string GroupSeen(string area, int count, int level) =>
        $"{(area.Length > 0 ? area : "複数の地域")}についてのお知らせ{count}件を、このメールにまとめました。" + (level >= 2 ? $"最も高いものは警戒レベル{level}相当です。" : "");

    public string Budget(int hourly, int budget, bool digest) => $"この1時間で{hourly}通目です。目安は{budget}通です。"
        + (digest ? "目安を超えたため、すべての地域を1通にまとめています。省いたお知らせはありません。" : "");

    public string More(int count, string byRule) => $"ほかに{count}件あります。画面で確かめてください。内訳:{byRule}";

    public string DrillMark => "[訓練] ";

    public string DrillSentence => "これは訓練です。";

    public string Closing => "このメールは自動で送られています。";

    public Phrase Of(string rule, Moment moment, bool family) =>
        family && _families.TryGetValue((rule, moment), out Phrase? own) ? own
        : _operators.TryGetValue((rule, moment), out Phrase? phrase) ? phrase
        : moment switch
        {
            Moment.Begin => new Phrase("【お知らせ】{name}", "{name}について、お知らせがあります。", "画面で内容を確かめてください。"),
            Moment.Unsure => new Phrase("【未確認】{name}", "{name}から、注意が必要な値が1回届きました。まだ確認できていません。", "画面で内容を確かめてください。次の観測で、確認または取り消しとなります。"),
            Moment.Nothing => new Phrase("【未確認の取り消し】{name}", "{name}から1回届いた値は、次の観測で確認されませんでした。", Nothing),
            Moment.Blind => new Phrase("【確認不能】{name}", "{name}の様子が分からなくなりました。最後に分かっている状態のままとして扱います。", "機器と通信を点検してください。"),
            _ => new Phrase("【解消】{name}", "{name}についてのお知らせは解消しました。", Nothing),
        };

    public string Greeting(string name) => name.Length == 0 ? "" : name + " 様";

    public string Time(DateTimeOffset local, string zone) => local.ToString("yyyy年M月d日 H時mm分", CultureInfo.InvariantCulture) + $"({zone})";

    public string Told(int others, bool operators) => (others, operators) switch
    {
        (0, false) => "ほかの方にはお知らせしていません。",
        (0, true) => "市の担当者にもお知らせしました。",
        (_, false) => $"ほかに{others}人にお知らせしました。",
        _ => $"市の担当者と、ほかに{others}人にお知らせしました。",
    };
}
