// Every word of the page, and what each message of the conversation means.

export const WORDS = {
  zh: {
    title: "归一 · 模拟微信",
    subtitle: "一个住在本机的微信：选一个人，按下按钮，看每一步说了什么。",
    clock: "虚拟时间",
    ahead: (hours) => (hours < 48 ? `快 ${hours} 小时` : `快 ${Math.round(hours / 24)} 天`),
    phone: "手机",
    app: "小程序",
    person: "用户",
    at_risk: "高风险用户",
    sign_in: "wx.login 微信登录",
    who_am_i: "我是谁",
    send_profile: "发送微信资料",
    refresh: "刷新会话",
    sessions: "登录设备",
    new_name: "新昵称",
    rename: "改昵称",
    log_out: "退出登录",
    signed_out: "未登录",
    signed_in: "已登录",
    account: (id) => `账号 …${id.slice(-8)}`,
    what_if: "如果……",
    hour: "过 1 小时",
    day: "过 1 天",
    kill: "作废应用令牌",
    rotate: "更换 session_key",
    stale: "用旧密钥发资料",
    reset: "重置世界",
    next_call: "下一次调用",
    fails_by: "出错方式",
    arm: "就这样出错",
    call_off: "取消",
    waiting: (count) => `${count} 个故障等待中`,
    talk: "实时对话",
    mini: "小程序",
    service: "归一",
    wechat: "微信",
    silence: "还没有人说话。按“微信登录”试试。",
    no_answer: "连接断开",
    shortened: (length) => `共 ${length} 字符`,
    done: {
      hour: "时间前进了 1 小时。",
      day: "时间前进了 1 天。",
      kill: "应用的 access_token 全部失效。",
      rotate: "session_key 已更换，旧密文打不开了。",
      stale: "已用上一把 session_key 加密并发送。",
      reset: "世界已重置；归一那边的账号还在。",
      fault: "已安排，等下一次调用。",
      calm: "故障已取消。",
    },
  },
  en: {
    title: "Guiyi · simulated WeChat",
    subtitle: "A WeChat that lives on this machine: pick a person, press a button, read every step.",
    clock: "Virtual time",
    ahead: (hours) => (hours < 48 ? `${hours} h ahead` : `${Math.round(hours / 24)} days ahead`),
    phone: "Phone",
    app: "Mini program",
    person: "Person",
    at_risk: "at risk",
    sign_in: "wx.login Sign in",
    who_am_i: "Who am I",
    send_profile: "Send profile",
    refresh: "Refresh session",
    sessions: "Devices",
    new_name: "New nickname",
    rename: "Rename",
    log_out: "Log out",
    signed_out: "Not signed in",
    signed_in: "Signed in",
    account: (id) => `Account …${id.slice(-8)}`,
    what_if: "What if…",
    hour: "+ 1 hour",
    day: "+ 1 day",
    kill: "App token dies",
    rotate: "session_key rotates",
    stale: "Profile, old key",
    reset: "Reset world",
    next_call: "The next call of",
    fails_by: "fails by",
    arm: "Let it fail",
    call_off: "Call off",
    waiting: (count) => `${count} waiting`,
    talk: "Live conversation",
    mini: "Mini program",
    service: "Guiyi",
    wechat: "WeChat",
    silence: "Nobody has spoken yet. Try “Sign in”.",
    no_answer: "cut off",
    shortened: (length) => `${length} characters`,
    done: {
      hour: "An hour has passed.",
      day: "A day has passed.",
      kill: "Every access_token of the app is dead.",
      rotate: "session_key replaced: what was sealed before no longer opens.",
      stale: "Sealed with the previous session_key, and sent.",
      reset: "The world began anew; Guiyi keeps its accounts.",
      fault: "Arranged for the next call.",
      calm: "Faults called off.",
    },
  },
};

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
  [/^POST \/v1\/wechat\/[^/]+\/login$/, "小程序把 code 交给归一，别的什么都不交。", "The mini program hands Guiyi the code, and nothing else."],
  [/^GET \/v1\/me$/, "小程序带着访问令牌问：我是谁？", "The mini program shows its access token and asks: who am I?"],
  [/^PATCH \/v1\/me$/, "用户自己写了新昵称。", "The person typed a new nickname."],
  [/^POST \/v1\/me\/wechat-profile$/, "小程序转交微信签名并加密的资料，它自己打不开。", "The mini program hands on what WeChat signed and sealed; it cannot open it itself."],
  [/^POST \/v1\/session\/refresh$/, "小程序用刷新令牌换一对新令牌。", "The mini program trades its refresh token for new tokens."],
  [/^GET \/v1\/sessions$/, "小程序问：我在哪些设备上登录着？", "The mini program asks where the account is signed in."],
  [/^POST \/v1\/logout$/, "用户退出登录。", "The person logs out."],
  [/jscode2session$/, "归一用 code 和应用密钥问微信：这是谁？", "Guiyi shows the code and the app's secret: who is this?"],
  [/stable_token$/, "归一向微信要应用的 access_token。", "Guiyi asks for the app's access token."],
  [/cgi-bin\/token$/, "有人用旧办法要 access_token。", "Somebody asks for an access token the old way."],
  [/checksession$/, "归一问微信：这把 session_key 还有效吗？", "Guiyi asks: is this still the person's session_key?"],
  [/resetusersessionkey$/, "归一请微信更换 session_key。", "Guiyi asks WeChat to replace the session_key."],
];

const ANSWERED = [
  [/^wx wx\.login$/, "微信给出一次性 code：5 分钟内有效，只能用一次。", "WeChat gives a one-time code: 5 minutes, one use."],
  [/^wx wx\.getUserInfo$/, "微信给出资料：明文加签名，另有一份用 session_key 加密。", "WeChat gives the profile signed, and once more sealed with the session_key."],
  [/^GET \/v1\/me$/, "归一认得这个会话，说出账号。", "Guiyi knows the session and names the account."],
  [/^PATCH \/v1\/me$/, "新昵称已保存。", "The new nickname is kept."],
  [/wechat-profile$/, "签名对，密文也打开了：资料已更新。", "The signature holds and the seal opened: profile updated."],
  [/session\/refresh$/, "新的一对令牌；旧的刷新令牌作废。", "New tokens; the old refresh token is spent."],
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
  service_unreachable: ["连不上归一，它在运行吗？", "Guiyi cannot be reached. Is it running?"],
};

const ERRCODES = {
  "-1": ["微信系统繁忙", "WeChat is busy"],
  40001: ["access_token 无效或不是最新", "the access token is not valid, or not the newest"],
  40003: ["没有这个 openid", "nobody has this openid"],
  40013: ["没有这个 appid", "no app has this appid"],
  40014: ["access_token 不合法", "the access token is not valid"],
  40029: ["code 无效或已过期", "the code is not valid, or too old"],
  40125: ["应用密钥不对", "the app's secret is wrong"],
  40163: ["code 已经用过", "the code was used before"],
  40164: ["这个 IP 不在白名单里", "this address is not on the allow list"],
  40226: ["高风险用户，拦下登录", "a person at risk, blocked"],
  40243: ["应用密钥已被冻结", "the app's secret is frozen"],
  42001: ["access_token 已过期", "the access token has expired"],
  45009: ["今天的次数用完了", "today's quota is spent"],
  45011: ["太频繁，慢一点", "too often, slow down"],
  87007: ["没有 session_key", "there is no session_key"],
  87009: ["签名不对：session_key 已更换", "wrong signature: the session_key was replaced"],
};

const place = (language) => (language === "zh" ? 0 : 1);

export const faultName = (kind, language) => FAULTS[kind]?.[place(language)] ?? kind;

export function explain(exchange, isAnswer, language) {
  const name = `${exchange.method} ${exchange.path}`;
  if (!isAnswer) return found(ASKED, name, language);
  if (exchange.note) return noted(exchange.note, language);
  return refused(exchange.answer, exchange.status, language)
    ?? CODES[exchange.answer?.code]?.[place(language)]
    ?? found(ANSWERED, name, language);
}

function found(table, name, language) {
  const row = table.find(([pattern]) => pattern.test(name));
  return row ? row[1 + place(language)] : "";
}

function noted(kind, language) {
  const name = faultName(kind, language);
  return language === "zh" ? `按你的要求出错：${name}。` : `Failed as you asked, by ${name}.`;
}

function refused(answer, status, language) {
  const zh = language === "zh";
  if (answer?.errcode) {
    const reason = ERRCODES[answer.errcode]?.[place(language)] ?? answer.errmsg;
    return zh ? `微信拒绝：${reason}。` : `WeChat refuses: ${reason}.`;
  }
  if (status >= 400) {
    // A phone names no language, so the service's titles come in Chinese.
    return zh
      ? `归一说：${answer?.title ?? status}。`
      : `Guiyi says: ${answer?.code?.replaceAll("_", " ") ?? status}.`;
  }
  return undefined;
}
