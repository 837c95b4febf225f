"""What Tencent answers to SendSms."""

import httpx

from tests.contracts.sms import PHONE

REQUEST_ID = "a0aabda6-cf91-4f3e-a81f-9198114a2279"
TAKEN = {"Code": "Ok", "Message": "send success", "PhoneNumber": PHONE, "SerialNo": "5000:1"}


def response(**told):
    return httpx.Response(200, json={"Response": {**told, "RequestId": REQUEST_ID}})


def one_outcome(code, **more):
    return response(SendStatusSet=[{**TAKEN, "Code": code, **more}])


def one_error(code, message="some text"):
    return response(Error={"Code": code, "Message": message})
