// The vendors' endpoints that can be made to fail, and how they are called here.

const PATHS = [
  "/sns/jscode2session", "/cgi-bin/stable_token", "/wxa/checksession",
  "/wxa/business/getuserphonenumber", "/wxa/business/checkencryptedmsg",
  "/sns/oauth2/access_token", "/sns/userinfo",
  "/qq/oauth2.0/token", "/qq/oauth2.0/me", "/qq/user/get_user_info", "/qq/mini/sns/jscode2session",
  "/sms/tencent", "/sms/aliyun", "/sms/webhook",
];

export const ENDPOINTS = PATHS.map((path) => {
  const name = path.split("/").pop();
  return [path, path.startsWith("/qq/") ? `QQ ${name}` : name];
});
