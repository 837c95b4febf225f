// What each message of the conversation means.

import { qqRefusal, qqTrouble, WEB_ANSWERED, WEB_ASKED, webMeaning } from "./web.js";

export const FAULTS = {
  lost_answer: ["答案在路上丢了", "losing the answer"],
  reset: ["连接被重置", "a connection reset"],
  delay: ["迟到 5 秒", "a delay of 5 s"],
  drip: ["慢慢滴答 5 秒", "dripping for 5 s"],
  errcode: ["系统繁忙 (-1)", "errcode -1, busy"],
  bad_gateway: ["502 网页", "a 502 page"],
  redirect: ["302 跳转", "a redirect"],
  empty: ["空内容", "an empty body"],
  cut: ["JSON 被截断", "cut JSON"],
  null: ["JSON 是 null", "JSON null"],
  list: ["JSON 是数组", "a JSON list"],
  control_char: ["夹带控制字符", "a control character"],
  invalid_utf8: ["损坏的 UTF-8", "broken UTF-8"],
  bom: ["多了 BOM", "a byte order mark"],
  huge: ["1 MB 的内容", "a 1 MB body"],
  string_errcode: ["errcode 是字符串", "errcode as a string"],
  extra_field: ["多了未知字段", "an unknown field"],
};

const ASKED = [
  [/^wx wx\.login$/, "小程序向手机里的微信要一个登录凭证。", "The mini program asks WeChat on the phone for a login code."],
  [/^wx wx\.getUserInfo$/, "小程序向微信要用户资料。", "The mini program asks WeChat for the person's profile."],
  [/^wx button getPhoneNumber$/, "用户按下手机号按钮，同意给出号码。", "The person presses the phone button and agrees to tell the number."],
  [/phone-login$/, "小程序把手机号凭证交给归一，号码本身它看不到。", "The mini program hands on the phone code; the number itself it never sees."],
  [/^POST \/v1\/sms-codes$/, "小程序请归一往这个号码发验证码。", "The mini program asks Guiyi to text a code to this number."],
  [/^POST \/v1\/phone\/login$/, "小程序交出证明，要用号码登录。", "The mini program hands over a proof, to sign in by number."],
  [/^POST \/v1\/phone\/claim$/, "用户说：账号不是我的，号码是我的。", "The person says: not my account, but my number."],
  [/^POST \/v1\/password\/login$/, "用户用号码和密码登录。", "The person signs in by number and password."],
  [/^POST \/v1\/password\/reset$/, "用户忘了密码，用短信验证码换一个。", "A password was forgotten; a code by SMS sets another."],
  [/^PUT \/v1\/me\/password$/, "用户给账号设密码。", "The person sets a password."],
  [/^PUT \/v1\/me\/phone$/, "用户给账号绑定手机号。", "The person adds a number to the account."],
  [/^POST \/v1\/me\/step-up$/, "用户再证明一次：是本人。", "The person proves once more who is there."],
  [/^POST \/v1\/wechat\/[^/]+\/login$/, "小程序把 code 交给归一，别的什么都不交。", "The mini program hands Guiyi the code, and nothing else."],
  [/^GET \/v1\/me$/, "小程序带着访问令牌问：我是谁？", "The mini program shows its access token and asks: who am I?"],
  [/^PATCH \/v1\/me$/, "用户自己写了新昵称。", "The person typed a new nickname."],
  [/^POST \/v1\/me\/wechat-profile$/, "小程序转交微信签名并加密的资料，它自己打不开。", "The mini program hands on what WeChat signed and sealed; it cannot open it itself."],
  [/^POST \/v1\/session\/refresh$/, "小程序用刷新令牌换一对新令牌。", "The mini program trades its refresh token for new tokens."],
  [/^GET \/v1\/sessions$/, "小程序问：我在哪些设备上登录着？", "The mini program asks where the account is signed in."],
  [/^POST \/v1\/merges\/preview$/, "用户先看看：合并后会怎样？", "The person looks first: what would a merge do?"],
  [/^POST \/v1\/merges$/, "用户决定：两个账号合成一个。", "The person decides: one account of the two."],
  [/^POST \/v1\/merges\/[^/]+\/undo$/, "用户反悔：把两个账号分开。", "The person takes it back: two accounts again."],
  [/^POST \/v1\/logout$/, "用户退出登录。", "The person logs out."],
  [/jscode2session$/, "归一用 code 和应用密钥问微信：这是谁？", "Guiyi shows the code and the app's secret: who is this?"],
  [/stable_token$/, "归一向微信要应用的 access_token。", "Guiyi asks for the app's access token."],
  [/cgi-bin\/token$/, "有人用旧办法要 access_token。", "Somebody asks for an access token the old way."],
  [/checksession$/, "归一问微信：这把 session_key 还有效吗？", "Guiyi asks: is this still the person's session_key?"],
  [/resetusersessionkey$/, "归一请微信更换 session_key。", "Guiyi asks WeChat to replace the session_key."],
  [/getuserphonenumber$/, "归一用手机号凭证问微信：号码是多少？", "Guiyi shows the phone code: which number is it?"],
  [/checkencryptedmsg$/, "归一问微信：这段密文真是你加密的吗？", "Guiyi asks: did you seal this yourself?"],
  [/^(GET|POST) \/sms\//, "归一请短信商发一条验证码。", "Guiyi has a code texted."],
];

const ANSWERED = [
  [/^wx wx\.login$/, "微信给出一次性 code：5 分钟内有效，只能用一次。", "WeChat gives a one-time code: 5 minutes, one use."],
  [/^wx wx\.getUserInfo$/, "微信给出资料：明文加签名，另有一份用 session_key 加密。", "WeChat gives the profile signed, and once more sealed with the session_key."],
  [/^wx button getPhoneNumber$/, "微信给出一次性手机号凭证：5 分钟内有效，只能用一次。", "WeChat gives a one-time phone code: 5 minutes, one use."],
  [/sms-codes$/, "归一记下了这次请求；验证码只走短信。", "Guiyi takes note; the code itself goes by SMS alone."],
  [/\/v1\/me\/password$/, "密码已设好，其他设备已下线。", "The password is set; the other sessions have ended."],
  [/\/v1\/me\/step-up$/, "证明有效，接下来可以做要紧的事。", "Proven: what matters may be done now."],
  [/getuserphonenumber$/, "微信说出号码；手机上的小程序看不到。", "WeChat tells the number; the mini program on the phone never sees it."],
  [/checkencryptedmsg$/, "是。", "It did."],
  [/\/sms\//, "短信商收下了，短信在路上。", "The vendor took it; the text is on its way."],
  [/^GET \/v1\/me$/, "归一认得这个会话，说出账号。", "Guiyi knows the session and names the account."],
  [/^PATCH \/v1\/me$/, "新昵称已保存。", "The new nickname is kept."],
  [/wechat-profile$/, "签名对，密文也打开了：资料已更新。", "The signature holds and the seal opened: profile updated."],
  [/session\/refresh$/, "新的一对令牌；旧的刷新令牌作废。", "New tokens; the old refresh token is spent."],
  [/\/v1\/merges$/, "两个账号成了一个：旧令牌全部失效，这是新的会话。", "One account: every old token is dead, and here is a new session."],
  [/\/v1\/merges\/preview$/, "归一说明：谁留下，什么搬过去，什么会丢。", "Guiyi says who goes on, what moves and what is lost."],
  [/\/v1\/sessions$/, "归一列出所有登录着的设备。", "Guiyi lists every signed-in device."],
  [/\/v1\/logout$/, "会话结束，令牌立刻失效。", "The session has ended; its tokens are dead at once."],
  [/jscode2session$/, "微信说出是谁，并给归一一把 session_key；这些都不会到手机上。", "WeChat names the person and shares a session_key; none of it goes to the phone."],
  [/token$/, "微信给出 access_token，两小时内有效。", "WeChat gives an access token for two hours."],
  [/checksession$/, "有效。", "It is."],
  [/resetusersessionkey$/, "旧的立刻作废，这是新的。", "The old one is dead at once; this is the new one."],
];

const CODES = {
  created: ["第一次来：归一新建账号并登录。", "A first visit: Guiyi opens an account and signs in."],
  logged_in: ["认出来了：还是同一个账号。", "Recognised: the same account as before."],
  bound: ["号码已绑定到账号。", "The number belongs to the account now."],
  choice_required: ["两个账号都有手机号：选一个留下。", "Both have a number: choose the one that stays."],
  identity_conflict: ["两个账号各有一个微信，合不起来。", "Each has a WeChat of its own: they cannot be one."],
  unmerged: ["合并已撤销：两个账号各自重新登录。", "Undone: both accounts sign in again."],
  password_reset: ["新密码已生效，所有会话都已结束。", "The new password holds; every session has ended."],
  service_unreachable: ["连不上归一，它在运行吗？", "Guiyi cannot be reached. Is it running?"],
};

const ERRCODES = {
  "-1": ["微信系统繁忙", "WeChat is busy"],
  1: ["微信没有加密过这段数据", "it sealed no such thing"],
  40001: ["access_token 无效或不是最新", "the access token is not valid, or not the newest"],
  40003: ["没有这个 openid", "nobody has this openid"],
  40013: ["没有这个 appid", "no app has this appid"],
  40014: ["access_token 不合法", "the access token is not valid"],
  40029: ["code 无效或已过期", "the code is not valid, or too old"],
  40030: ["刷新令牌无效", "the refresh token is not valid"],
  40125: ["应用密钥不对", "the app's secret is wrong"],
  40163: ["code 已经用过", "the code was used before"],
  40164: ["这个 IP 不在白名单里", "this address is not on the allow list"],
  40226: ["高风险用户，拦下登录", "a person at risk, blocked"],
  40243: ["应用密钥已被冻结", "the app's secret is frozen"],
  42001: ["access_token 已过期", "the access token has expired"],
  42003: ["code 已过期", "the code has expired"],
  45009: ["今天的次数用完了", "today's quota is spent"],
  45011: ["太频繁，慢一点", "too often, slow down"],
  48001: ["没有权限调用这个接口", "the app has no right to this"],
  87007: ["没有 session_key", "there is no session_key"],
  87009: ["签名不对：session_key 已更换", "wrong signature: the session_key was replaced"],
};

const place = (language) => (language === "zh" ? 0 : 1);

export const faultName = (kind, language) => FAULTS[kind]?.[place(language)] ?? kind;

export function explain(exchange, isAnswer, language) {
  const name = `${exchange.method} ${exchange.path}`;
  if (!isAnswer) return found([...WEB_ASKED, ...ASKED], name, language);
  if (exchange.note) return noted(exchange.note, language);
  return refused(exchange, language)
    ?? webMeaning(exchange, place(language))
    ?? CODES[exchange.answer?.code]?.[place(language)]
    ?? found([...WEB_ANSWERED, ...ANSWERED], name, language);
}

function found(table, name, language) {
  const row = table.find(([pattern]) => pattern.test(name));
  return row ? row[1 + place(language)] : "";
}

function noted(kind, language) {
  const name = faultName(kind, language);
  return language === "zh" ? `按你的要求出错：${name}。` : `Failed as you asked, by ${name}.`;
}

// Each vendor has its own way to say no; the word for it is a code of the vendor's.
export function smsTrouble(answer) {
  const { Error: error, SendStatusSet: statuses = [] } = answer?.Response ?? {};
  const failed = statuses.find(({ Code }) => Code !== "Ok");
  const word = typeof answer?.error === "string" ? answer.error : undefined;
  const code = error?.Code ?? failed?.Code ?? answer?.Code ?? word;
  return code === "OK" ? undefined : code;
}

function refused(exchange, language) {
  const zh = language === "zh";
  const { answer, status } = exchange;
  const ofQQ = qqTrouble(exchange);
  if (ofQQ) return qqRefusal(ofQQ, place(language));
  const trouble = smsTrouble(answer);
  if (trouble) return zh ? `短信商拒绝：${trouble}。` : `The SMS vendor refuses: ${trouble}.`;
  if (answer?.errcode) {
    const reason = ERRCODES[answer.errcode]?.[place(language)] ?? answer.errmsg;
    const who = exchange.leg?.endsWith("QQ") ? "QQ" : zh ? "微信" : "WeChat";
    return zh ? `${who}拒绝：${reason}。` : `${who} refuses: ${reason}.`;
  }
  if (status >= 400) {
    // A phone names no language, so the service's titles come in Chinese.
    return zh
      ? `归一说：${answer?.title ?? status}。`
      : `Guiyi says: ${answer?.code?.replaceAll("_", " ") ?? status}.`;
  }
  return undefined;
}
