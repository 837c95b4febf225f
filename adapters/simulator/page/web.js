// Signing in on the web: what WeChat's and QQ's authorize pages say, and what follows from it.

const SERVICE_TO_QQ = "service → QQ";

export const WEB_ASKED = [
  [/^GET \/connect\//, "浏览器打开微信的授权页：有个网站想知道你是谁。", "The browser opens WeChat's page: a site wants to know who is there."],
  [/^GET \/qq\/oauth2\.0\/authorize$/, "浏览器打开 QQ 的授权页：有个网站想知道你是谁。", "The browser opens QQ's page: a site wants to know who is there."],
  [/^POST (\/connect\/|\/qq\/oauth2\.0\/authorize$)/, "用户在授权页上回答。", "The person answers on the page."],
  [/^sdk SendAuth$/, "App 请微信确认：用户愿意登录吗？", "The app has WeChat ask: does the person want to sign in?"],
  [/^qq qq\.login$/, "小程序向手机里的 QQ 要一个登录凭证。", "The mini program asks QQ on the phone for a login code."],
  [/\/qq\/mini\/sns\/jscode2session$/, "归一用 code 和应用密钥问 QQ：这是谁？", "Guiyi shows QQ the code and the app's secret: who is this?"],
  [/\/qq\/mini\/api\/getToken$/, "有人向 QQ 要应用的 access_token。", "Somebody asks QQ for the app's access token."],
  [/\/oauth2(\.0)?\/(access_)?token$/, "归一用 code 和应用密钥换用户的令牌。", "Guiyi trades the code, with the app's secret, for the person's token."],
  [/\/oauth2\/refresh_token$/, "有人续用户的令牌。", "Somebody renews the person's token."],
  [/\/oauth2\.0\/me$/, "归一问 QQ：这个令牌是谁的，给哪个应用的？", "Guiyi asks QQ whose token this is, and for which app."],
  [/\/(userinfo|get_user_info)$/, "归一问用户的昵称和头像。", "Guiyi asks for the person's name and picture."],
  [/\/sns\/auth$/, "有人问微信：这个令牌还有效吗？", "Somebody asks WeChat: does this token still work?"],
];

export const WEB_ANSWERED = [
  [/^sdk SendAuth$/, "用户同意了：微信给出一次性 code，5 分钟内有效。", "The person agreed: a one-time code, for 5 minutes."],
  [/^qq qq\.login$/, "QQ 给出一次性 code：5 分钟内有效，只能用一次。", "QQ gives a one-time code: 5 minutes, one use."],
  [/\/qq\/mini\/sns\/jscode2session$/, "QQ 说出是谁，并给归一一把 session_key。", "QQ names the person and shares a session_key."],
  [/\/oauth2\/access_token$/, "微信说出是谁，并给出用户的令牌，两小时内有效。", "WeChat names the person, and gives a token for two hours."],
  [/\/oauth2\/refresh_token$/, "令牌还能再用两小时。", "The token works for two hours more."],
  [/\/oauth2\.0\/token$/, "QQ 给出用户的令牌；是谁，还要再问一次。", "QQ gives the person's token; who it is has to be asked."],
  [/\/oauth2\.0\/me$/, "QQ 说出是谁，以及令牌是给哪个应用的。", "QQ names the person, and the app that the token is for."],
  [/\/(userinfo|get_user_info)$/, "昵称和头像在此；性别和地区不是真的。", "Name and picture; sex and place are not real."],
  [/\/sns\/auth$/, "有效。", "It does."],
];

const PAGES = {
  "asks who signs in": ["授权页：请选一个人，允许或拒绝。", "The page: pick a person, allow or deny."],
  closed: ["用户拒绝了，页面关闭：网站什么都没收到。", "Denied, and the page closed: the site hears nothing."],
  error: ["授权页拒绝这个链接，哪儿也不去。", "The page refuses the link, and leads nowhere."],
};

const GOES_BACK = {
  code: ["用户同意了：带着一次性 code 回到网站。", "Allowed: back to the site, with a one-time code."],
  none: ["用户拒绝了：不带 code 回到网站。", "Denied: back to the site, without a code."],
};

const QQ_ERRORS = {
  1002: ["请先登录：令牌无效", "sign in first: the token does not work"],
  100008: ["没有这个 appid", "no app has this appid"],
  100009: ["应用密钥不对", "the app's secret is wrong"],
  100010: ["回调地址不合法", "the callback address is not right"],
  100013: ["令牌无效", "the token is not valid"],
  100014: ["令牌已过期", "the token has expired"],
  100015: ["令牌已被收回", "the token was revoked"],
  100019: ["code 无效或已过期", "the code is not valid, or too old"],
  100020: ["code 已经用过", "the code was used before"],
  100021: ["刷新令牌已经用过", "the refresh token was used before"],
  100030: ["用户没有同意这一项", "the person did not agree to this"],
  100048: ["应用没有 unionid 权限", "the app may not see unionids"],
};

// QQ writes most of its answers as a call, which the journal keeps as text.
export function qqTrouble({ leg, answer }) {
  if (leg !== SERVICE_TO_QQ) return undefined;
  const number = answer?.error ?? answer?.ret ?? /"error":"?(-?\d+)/.exec(answer)?.[1];
  return Number(number) || undefined;
}

export function webMeaning({ answer }, place) {
  if (answer?.page) return PAGES[answer.page]?.[place];
  if (!answer?.location) return undefined;
  return GOES_BACK[/[?&]code=/.test(answer.location) ? "code" : "none"][place];
}

export function qqRefusal(number, place) {
  const reason = QQ_ERRORS[number]?.[place] ?? number;
  return place === 0 ? `QQ 拒绝：${reason}。` : `QQ refuses: ${reason}.`;
}
