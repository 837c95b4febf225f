// What a person has typed or picked, for each button that reads it.

import { $ } from "./dom.js";

const number = () => ($("number").value ? { number: $("number").value } : {});
const password = () => ({ password: $("password").value });
const typedCode = () => ($("sms-code").value ? { sms_code: $("sms-code").value } : {});
const WISHES = {
  rename: () => ({ nickname: $("new-name").value }),
  phone_button_and_login: number,
  phone_button: number,
  sealed_number: number,
  bind_by_button: number,
  ask_sms_code: number,
  sms_sign_in: () => ({ ...number(), ...typedCode() }),
  password_sign_in: () => ({ ...number(), ...password() }),
  set_password: password,
  prove_password: password,
  step_up_by_password: password,
};

export const wishes = (action) => WISHES[action]?.() ?? {};
